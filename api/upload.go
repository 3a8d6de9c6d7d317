package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mitte/geo/fault"
	"mitte/geo/picture"
)

// What an upload may be beyond other requests: the file, some room for what is said of it, and the time to send it.
const (
	uploadBytes = picture.MostBytes + 64<<10
	uploadTime  = time.Minute
	mostParts   = 20
	longestPart = 16 << 10 // of what is no file
)

// roomy grants that, once the header was read, to a request for an upload that names a session or a token. Everybody else is held to
// what a request may be.
func (a *api) roomy(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(h.RequestURI(), []byte{'?'})
	here := h.IsPost() && bytes.HasPrefix(path, []byte("/api/v1/units/")) && bytes.HasSuffix(path, []byte("/media"))
	if !here || len(h.Cookie(a.cookieName())) == 0 && len(h.Peek(fiber.HeaderAuthorization)) == 0 {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: uploadBytes, ReadTimeout: uploadTime}
}

// wantParts refuses what no form with a file sends.
func wantParts(c *fiber.Ctx, otherwise fault.Kind) error {
	if boundary(c) == "" {
		return fault.New(otherwise, "multipart_only", "send multipart/form-data")
	}
	return nil
}

// boundary is what separates the parts of a body, "" if it has none.
func boundary(c *fiber.Ctx) string {
	kind, parameters, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEMultipartForm {
		return ""
	}
	return parameters["boundary"]
}

// sent is a form with one file. Its other fields are read as the members of a JSON object are: true and false, numbers, texts.
type sent struct {
	file    []byte
	members *object
}

func readUpload(c *fiber.Ctx) (sent, error) {
	out := sent{members: &object{members: map[string]json.RawMessage{}, wrong: &[]fault.Field{}}}
	parts := multipart.NewReader(bytes.NewReader(c.BodyRaw()), boundary(c))
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err == nil && n >= mostParts {
			err = errors.New("too many parts")
		}
		if err == nil {
			err = out.take(part)
		}
		if err != nil {
			return out, fault.New(fault.BadRequest, "bad_multipart", "the form cannot be read").Because(err)
		}
	}
}

func (s *sent) take(part *multipart.Part) error {
	name := part.FormName()
	if name == "file" {
		if s.file != nil {
			return errors.New("two files")
		}
		body, err := io.ReadAll(part)
		s.file = append([]byte{}, body...) // not nil, even if it is empty
		return err
	}
	text, err := io.ReadAll(io.LimitReader(part, longestPart+1))
	if err != nil || len(text) > longestPart {
		return errors.Join(err, errors.New("a field is too long"))
	}
	if _, twice := s.members.members[name]; twice || name == "" {
		return errors.New("a field comes twice, or has no name")
	}
	s.members.members[name], err = member(name, string(text))
	return err
}

// member turns the text of a field into JSON.
func member(name, text string) (json.RawMessage, error) {
	switch trimmed := strings.TrimSpace(text); name {
	case "faces_checked", "position":
		if json.Valid([]byte(trimmed)) {
			return json.RawMessage(trimmed), nil
		}
	}
	return json.Marshal(text)
}
