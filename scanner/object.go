package scanner

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// An envelope is what an item of Outlook says of itself beside its parts.
type envelope struct {
	kind      Kind
	sent      time.Time
	recovered bool
	problems  []Exception
}

// objects turns items of Outlook into the parts of a message.
type objects struct {
	r         *reader
	parts     []mailbox.Part
	envelopes map[int]envelope // by the part that is the root of the item
	recovered bool
}

// addObject appends the item o of Outlook and all it carries to the family.
func (r *reader) addObject(o mapi.Object, inner string, parent, depth int, recovered bool) {
	w := &objects{r: r, envelopes: map[int]envelope{}, recovered: recovered}
	w.object(o, -1)
	first := len(r.family)
	roots := r.addParts(w.parts, inner, parent, depth)
	for i, e := range w.envelopes {
		it := &r.family[roots[i]]
		it.Kind, it.Recovered = e.kind, e.recovered
		if it.Sent.IsZero() {
			it.Sent = e.sent
		}
		it.Exceptions = append(it.Exceptions, e.problems...)
	}
	for i := first; i < len(r.family); i++ {
		r.family[i].Recovered = recovered
	}
}

// object adds the item o below the part up.
func (w *objects) object(o mapi.Object, up int) {
	root := len(w.parts)
	w.parts = append(w.parts, mailbox.Part{Parent: up, Root: true, Type: "multipart/mixed"})
	e := envelope{kind: itemKind(o), recovered: w.recovered}
	note := func(err error) {
		if err != nil {
			e.problems = append(e.problems, objectProblem(err))
		}
	}
	fields, more := outlook.Describe(o)
	header, err := o.Headers()
	note(err)
	w.parts[root].Header = headerOf(header, fields)
	if e.sent = o.Time(mapi.ClientSubmitTime); e.sent.IsZero() {
		e.sent = o.Time(mapi.MessageDeliveryTime)
	}
	plain, err := o.Plain()
	note(err)
	html, err := o.HTML()
	note(err)
	w.shown(root, "text/plain", more)
	w.shown(root, "text/plain", plain)
	w.shown(root, "text/html", html)
	for _, a := range o.Attached() {
		w.attached(a, root)
	}
	w.parts[root].Raw = w.sum(root)
	for _, err := range o.Problems() {
		note(err)
	}
	w.envelopes[root] = e
}

// shown adds text that the item shows.
func (w *objects) shown(root int, mimeType, text string) {
	if text != "" {
		w.parts = append(w.parts, mailbox.Part{Parent: root, Type: mimeType, Charset: "utf-8", Body: []byte(text)})
	}
}

// attached adds what an item carries.
func (w *objects) attached(a mapi.Attached, root int) {
	info := a.Info()
	if info.Method == mapi.AttachEmbedded {
		o, err := a.Object()
		if err == nil {
			w.object(o, root)
			return
		}
		w.file(root, info, nil, err)
		return
	}
	in, err := a.Open()
	var body []byte
	if err == nil {
		body, err = w.r.unpack(in)
	}
	w.file(root, info, body, err)
}

// file adds a file that an item carries, up to err if that is set.
func (w *objects) file(root int, info *mapi.Attachment, body []byte, err error) {
	p := mailbox.Part{Parent: root, Type: info.Type, Disposition: "attachment", Filename: filenameOf(info), Body: body}
	if err != nil {
		x := objectProblem(err)
		if errors.Is(err, mapi.ErrMissing) && info.Path != "" {
			x.Detail = "attached by reference: hand over the file, which lies elsewhere"
		}
		p.Problems = append(p.Problems, mailbox.Problem{Reason: x.Reason.String(), Detail: x.Detail})
	}
	w.parts = append(w.parts, p)
}

func filenameOf(info *mapi.Attachment) string {
	for _, s := range []string{info.LongName, info.Filename, info.Name} {
		if s != "" {
			return s
		}
	}
	return ""
}

// sum stands for the raw bytes of the item at root, which has none: the SHA-256 of
// its header, its texts and what it carries.
func (w *objects) sum(root int) []byte {
	h := sha256.New()
	var n [8]byte
	write := func(s []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write(s)
	}
	for _, f := range w.parts[root].Header {
		write([]byte(f.Name))
		write([]byte(f.Value))
	}
	for i := root + 1; i < len(w.parts); i++ {
		p := &w.parts[i]
		if p.Parent != root {
			continue
		}
		write([]byte(p.Filename))
		if p.Root {
			write(p.Raw)
		} else {
			write(p.Body)
		}
	}
	return h.Sum(nil)
}

// headerOf returns the header that an item came with, and the fields that tell
// what it lacks.
func headerOf(header string, fields []outlook.Field) []mailbox.Field {
	var out []mailbox.Field
	have := map[string]bool{}
	if header != "" {
		for _, f := range mailbox.Parse([]byte(header+"\r\n\r\n"), mailbox.DefaultLimits)[0].Header {
			if f.Name != "" {
				out = append(out, f)
				have[strings.ToLower(f.Name)] = true
			}
		}
	}
	for _, f := range fields {
		if !have[strings.ToLower(f.Name)] {
			out = append(out, mailbox.Field{Name: f.Name, Value: f.Value})
		}
	}
	return out
}

func itemKind(o mapi.Object) Kind {
	return kindOfClass(outlook.Class(o.Text(mapi.MessageClass)))
}

// kindOfClass returns the kind that outlook.Class calls by that name.
func kindOfClass(name string) Kind {
	for k, s := range kindNames {
		if s == name {
			return Kind(k)
		}
	}
	return Message
}
