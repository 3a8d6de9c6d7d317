package api

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/picture"
	"mitte/geo/vacancy"
)

// mediaRoutes are the pictures of units: what everybody sees, and how staff keep them.
func (a *api) mediaRoutes() []route {
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: insiders(), handler: a.inGallery(handler)}
	}
	edit := func(method, pattern string, of class, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: of, may: editors(), handler: a.inGallery(handler)}
	}
	return []route{
		public("/media/:id/:width.jpg", read, false, a.publicPicture),
		inside("/api/v1/staff/units/:id/media", a.unitMedia),
		inside("/api/v1/staff/media/:id/:width.jpg", a.staffPicture),
		edit(fiber.MethodPost, "/api/v1/units/:id/media", upload, a.idempotent(staffUnits, a.addPicture)),
		edit(fiber.MethodPatch, "/api/v1/media/:id", write, a.changePicture),
		edit(fiber.MethodDelete, "/api/v1/media/:id", write, a.remembering(a.deletePicture)),
	}
}

// inGallery hides what there is no register or no place for pictures for.
func (a *api) inGallery(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Register == nil || a.Pictures == nil {
			return fiber.ErrNotFound
		}
		return handler(c)
	}
}

// mediaPath is the address of a picture for everybody.
func mediaPath(id string, width int) string {
	return "/media/" + id + "/" + strconv.Itoa(width) + ".jpg"
}

// kept has whoever was shown a picture keep it, for a week: its bytes never change. Nobody in between keeps it, so one that is
// taken back is gone for everybody else with the next request.
const kept = "private, max-age=604800, immutable"

// publicPicture answers with a picture that the public sees today.
func (a *api) publicPicture(c *fiber.Ctx) error {
	id, width, err := pictureAddress(c)
	if err != nil {
		return err
	}
	if a.Pictures == nil {
		return fiber.ErrNotFound
	}
	content, err := a.Vacancy.PictureContent(c.UserContext(), id, geo.Today(a.Clock))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, kept)
	return a.sendPicture(c, content, width)
}

// staffPicture answers with a picture that need not be public.
func (a *api) staffPicture(c *fiber.Ctx) error {
	id, width, err := pictureAddress(c)
	if err != nil {
		return err
	}
	p, err := a.Register.Picture(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return a.sendPicture(c, p.Content, width)
}

func pictureAddress(c *fiber.Ctx) (id string, width int, err error) {
	if err := bind(c).err(); err != nil {
		return "", 0, err
	}
	if id, err = pictureID(c); err != nil {
		return "", 0, err
	}
	widths := picture.Widths()
	width, err = strconv.Atoi(c.Params("width"))
	if err != nil || !slices.Contains(widths[:], width) || strconv.Itoa(width) != c.Params("width") {
		return "", 0, noPicture()
	}
	return id, width, nil
}

// pictureID reads the UUID in the address, in the one way in which we write it.
func pictureID(c *fiber.Ctx) (string, error) {
	id, err := uuid.Parse(c.Params("id"))
	if err != nil || id.String() != c.Params("id") {
		return "", noPicture()
	}
	return id.String(), nil
}

func noPicture() error { return fault.New(fault.NotFound, "not_found", "there is no such picture") }

// sandboxed keeps a picture that somebody opens by itself from being anything else.
const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox"

func (a *api) sendPicture(c *fiber.Ctx, content string, width int) error {
	body, err := a.Pictures.File(content, width)
	if err != nil {
		return err
	}
	tag := `"` + content[:24] + "-" + strconv.Itoa(width) + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderContentSecurityPolicy, sandboxed)
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(body)
}

func (a *api) unitMedia(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	found, err := a.Register.Pictures(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	w, names := &jsonWriter{}, a.pictureNames(c, found)
	w.open()
	w.array("media")
	for i := range found {
		writePicture(w, &found[i], names, language(c.Get(fiber.HeaderAcceptLanguage)))
	}
	w.close(']')
	w.close('}')
	return sendFor(c, plainJSON, w)
}

func (a *api) pictureNames(c *fiber.Ctx, found []vacancy.Picture) map[string]string {
	var who []string
	for i := range found {
		who = append(who, found[i].UpdatedBy, found[i].FacesCheckedBy)
	}
	return a.registerNames(c, who...)
}

func (a *api) pictureDocument(c *fiber.Ctx, p *vacancy.Picture) *jsonWriter {
	w := &jsonWriter{}
	writePicture(w, p, a.pictureNames(c, []vacancy.Picture{*p}), language(c.Get(fiber.HeaderAcceptLanguage)))
	return w
}

func writePicture(w *jsonWriter, p *vacancy.Picture, names map[string]string, lang string) {
	w.open()
	w.str("id", p.ID)
	w.num("version", p.Version)
	w.id("unit_id", p.UnitID)
	w.str("kind", p.Kind)
	w.num("position", p.Position)
	w.str("alt_text_de", p.AltTextDe)
	w.str("alt_text_en", p.AltTextEn)
	w.str("creator", p.Creator)
	w.str("licence", p.Licence)
	w.day("taken_on", p.TakenOn)
	w.num("width", p.Width)
	w.num("height", p.Height)
	w.str("access_level", p.AccessLevel)
	w.yes("faces_checked", p.FacesCheckedBy != "")
	w.timeOr("faces_checked_at", p.FacesCheckedAt)
	w.textOr("faces_checked_by_name", names[p.FacesCheckedBy])
	w.time("created_at", p.CreatedAt)
	w.time("updated_at", p.UpdatedAt)
	w.textOr("updated_by_name", names[p.UpdatedBy])
	w.yes("public", p.Public)
	w.array("lacks")
	writeLacks(w, p.Lacks, lang)
	w.close(']')
	w.close('}')
}

// writeLacks writes what hinders something from being shown, in words.
func writeLacks(w *jsonWriter, lacks []fault.Field, lang string) {
	for _, f := range lacks {
		w.open()
		w.str("path", f.Path)
		w.str("code", f.Code)
		w.str("message", sentence(f.Code, f.Msg, lang))
		w.close('}')
	}
}
