package api

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/people"
	"mitte/geo/works"
)

// noticeRoutes are how staff tell the neighbours of a site, and what waits to be sent.
func (a *api) noticeRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	writers := []people.Role{people.Staff, people.Admin}
	get := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: readers, handler: handler}
	}
	set := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: writers, handler: handler}
	}
	return []route{
		get("/api/v1/sections/:id/notices", a.notices),
		set(fiber.MethodPost, "/api/v1/sections/:id/notices", a.idempotent("/api/v1/notices/", a.prepareNotice)),
		get("/api/v1/notices/:id", a.notice),
		set(fiber.MethodPatch, "/api/v1/notices/:id", a.rewriteNotice),
		set(fiber.MethodPost, "/api/v1/notices/:id/sent", a.idempotent("/api/v1/notices/", a.tellNotice)),
		set(fiber.MethodPost, "/api/v1/notices/:id/withdrawn", a.withdrawNotice),
		get("/api/v1/outbox", a.mails),
		get("/notices/:id/letter", a.noticeLetter),
		get("/notices/:id/poster", a.noticePoster),
	}
}

func (a *api) notices(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	list, err := a.Board.Notices(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	out := noticesDocument{Notices: make([]noticeDocument, len(list.Notices)), Start: dayText(list.Start), TellBy: dayText(list.TellBy), Late: list.Late}
	for i := range list.Notices {
		out.Notices[i] = describeNotice(&list.Notices[i])
	}
	return sendPrivate(c, fiber.StatusOK, out)
}

func (a *api) notice(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	n, err := a.Board.Notice(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return sendNotice(c, fiber.StatusOK, &n)
}

// noticeWish is the body of a POST.
type noticeWish struct {
	Channel string   `json:"channel"`
	From    geo.Date `json:"from"`
	To      geo.Date `json:"to"`
	ReachM  float64  `json:"reach_m"`
	TextDe  string   `json:"text_de"`
	TextEn  string   `json:"text_en"`
	UnitIDs []int64  `json:"unit_ids"`
}

func (a *api) prepareNotice(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	var w noticeWish
	if err := decode(c, &w); err != nil {
		return err
	}
	n, err := a.Board.Prepare(c.UserContext(), actor(c), a.ipPrefix(c), id, works.NoticeWish{
		Channel: w.Channel, Period: geo.Period{From: w.From, To: w.To}, ReachM: w.ReachM, TextDe: w.TextDe, TextEn: w.TextEn, UnitIDs: w.UnitIDs,
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, "/api/v1/notices/"+strconv.FormatInt(n.ID, 10))
	return sendNotice(c, fiber.StatusCreated, &n)
}

func (a *api) rewriteNotice(c *fiber.Ctx) error {
	var w struct {
		TextDe *string `json:"text_de"`
		TextEn *string `json:"text_en"`
	}
	id, version, err := changeInto(c, pathID, &w)
	if err != nil {
		return err
	}
	n, err := a.Board.Rewrite(c.UserContext(), actor(c), a.ipPrefix(c), id, version, w.TextDe, w.TextEn)
	if err != nil {
		return err
	}
	return sendNotice(c, fiber.StatusOK, &n)
}

func (a *api) tellNotice(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	var w struct {
		At      *time.Time `json:"at"`
		UnitIDs []int64    `json:"unit_ids"`
	}
	if len(c.BodyRaw()) > 0 {
		if err := decode(c, &w); err != nil {
			return err
		}
	}
	n, err := a.Board.Tell(c.UserContext(), actor(c), a.ipPrefix(c), id, w.At, w.UnitIDs)
	if err != nil {
		return err
	}
	return sendNotice(c, fiber.StatusOK, &n)
}

func (a *api) withdrawNotice(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if len(c.BodyRaw()) > 0 {
		if err := decode(c, &struct{}{}); err != nil {
			return err
		}
	}
	n, err := a.Board.Withdraw(c.UserContext(), actor(c), a.ipPrefix(c), id)
	if err != nil {
		return err
	}
	return sendNotice(c, fiber.StatusOK, &n)
}

func sendNotice(c *fiber.Ctx, status int, n *works.Notice) error {
	body, err := json.Marshal(describeNotice(n))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, versionTag(n.Version, body))
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, plainJSON)
	return c.Status(status).Send(body)
}
