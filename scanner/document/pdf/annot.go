package pdf

import (
	"bytes"
	"net/url"
	"strings"
)

// An annot is an annotation of a page (ISO 32000-1, 12.5).
type annot struct {
	dict
	id   ref // 0 if it has no number
	kind string
}

// annotations returns those of page p.
func (w *writer) annotations(p page) []annot {
	var out []annot
	for _, v := range w.array(p.get("Annots")) {
		if w.annots++; w.annots > maxAnnotations {
			w.count[manyAnnotations] = 1
			break
		}
		if d := w.dict(v); d != nil {
			r, _ := v.(ref)
			out = append(out, annot{d, r, w.name(d.get("Subtype"))})
		}
	}
	return out
}

// appearance draws what a page shows of annotation a: its appearance or, of a
// text field without one, its value.
func (w *writer) appearance(it *interpreter, a annot) {
	const hidden = 1 << 1
	if a.kind == "Popup" || a.kind == "Link" || w.int(a.get("F"), 0)&hidden != 0 {
		return
	}
	v := w.dict(a.get("AP")).get("N")
	s := w.stream(v)
	if states, ok := w.resolve(v).(dict); ok {
		v = states.get(w.name(a.get("AS")))
		s = w.stream(v)
	}
	rect, ok := w.box(a.get("Rect"))
	if !ok {
		return
	}
	if s != nil {
		r, _ := v.(ref)
		it.drawForm(r, s, w.fit(s, rect))
	} else if a.kind == "Widget" && v == nil {
		w.fieldText(it, a, rect)
	}
}

// fieldText shows the value of text field a where its box is.
func (w *writer) fieldText(it *interpreter, a annot, rect [4]float64) {
	const usual = 12
	field := w.field(a)
	if field.kind != "Tx" {
		return
	}
	height := min(usual, max(rect[3]-rect[1], 4)*0.7)
	it.font, it.size = w.loadFont(nil), height
	y := rect[3] - height
	for line := range strings.SplitSeq(field.value, "\n") {
		it.tm = matrix{1, 0, 0, 1, rect[0], y}
		s := newShow(it)
		at := s.x
		for part := range strings.SplitSeq(line, " ") {
			end := at + float64(len(part))*height*0.5
			if part != "" {
				it.canvas.put(part, at, end, s.y)
			}
			it.canvas.put(" ", end, end+height*0.3, s.y)
			at = end + height*0.3
		}
		y -= 1.2 * height
	}
}

// box returns the left, lower, right and upper edges of the rectangle v.
func (f *file) box(v any) (edges [4]float64, ok bool) {
	a := f.array(v)
	if len(a) < 4 {
		return edges, false
	}
	for i := range edges {
		edges[i] = finite(f.number(a[i], 0))
	}
	return [4]float64{min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])}, true
}

// fit returns the matrix that maps the appearance s to rect
// (ISO 32000-1, 12.5.5).
func (f *file) fit(s *stream, rect [4]float64) matrix {
	box, ok := f.box(s.get("BBox"))
	if !ok {
		return unit
	}
	m := f.matrixOf(s.get("Matrix"))
	x0, y0, x1, y1 := 1e9, 1e9, -1e9, -1e9
	for _, corner := range [...][2]float64{{box[0], box[1]}, {box[2], box[1]}, {box[0], box[3]}, {box[2], box[3]}} {
		p := m.moved(corner[0], corner[1])
		x0, x1 = min(x0, p.e), max(x1, p.e)
		y0, y1 = min(y0, p.f), max(y1, p.f)
	}
	fit := unit
	if x1 > x0 && y1 > y0 {
		fit.a, fit.d = (rect[2]-rect[0])/(x1-x0), (rect[3]-rect[1])/(y1-y0)
	}
	fit.e, fit.f = rect[0]-x0*fit.a, rect[1]-y0*fit.d
	return fit
}

// notes writes what the annotations of a page say besides what it shows.
func (w *writer) notes(annots []annot) {
	start := w.pages[len(w.pages)-1]
	shown := w.out.Len()
	for _, a := range annots {
		switch a.kind {
		case "Widget":
			w.writeField(w.field(a), shown)
		case "Link":
			w.link(a, start, shown)
		case "FileAttachment":
			w.attach(a.get("FS"), len(w.pages))
		}
		if a.kind != "Widget" {
			w.remark(textString([]byte(w.file.text(a.get("Contents")))), shown)
		}
	}
}

// remark writes lines of text after the text of the page, which ends at byte
// shown, with an empty line before the first.
func (w *writer) remark(s string, shown int) {
	if s == "" {
		return
	}
	if w.extra += len(s); w.extra > maxExtraText {
		w.note(muchExtra)
		return
	}
	if w.out.Len() == shown && shown > w.pages[len(w.pages)-1] {
		w.out.WriteByte('\n')
	}
	w.out.WriteString(s)
	w.out.WriteByte('\n')
}

// link writes the address of a mailto: or tel: link that the page, which starts
// at byte start, does not show.
func (w *writer) link(a annot, start, shown int) {
	action := w.dict(a.get("A"))
	uri, isText := w.resolve(action.get("URI")).(text)
	scheme, target, found := strings.Cut(strings.TrimSpace(string(uri)), ":")
	phone := strings.EqualFold(scheme, "tel") || strings.EqualFold(scheme, "sms") || strings.EqualFold(scheme, "callto")
	if !isText || !found || !phone && !strings.EqualFold(scheme, "mailto") {
		return
	}
	target, _, _ = strings.Cut(target, "?")
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	target = strings.Join(strings.Fields(strings.ToValidUTF8(strings.Trim(target, "/<> "), unmappedGlyph)), " ")
	const longest = 256
	if target == "" || len(target) > longest || w.shows(target, phone, start) {
		return
	}
	w.remark("<"+target+">", shown)
}

// shows reports whether the text from byte start on has the address target in
// any case of letters or, of telephone numbers, with other punctuation.
func (w *writer) shows(target string, phone bool, start int) bool {
	if w.searched += w.out.Len() - start; w.searched > maxContent {
		return false
	}
	page := []byte(w.out.String()[start:])
	want := bytes.ToLower([]byte(target))
	if phone {
		page, want = digits(page), digits(want)
		const local = 7 // digits of the shortest number that is whole
		if len(want) > local+3 {
			want = want[len(want)-local-3:]
		}
		return len(want) >= local && bytes.Contains(page, want)
	}
	return bytes.Contains(bytes.ToLower(page), want)
}

// digits returns the digits of s.
func digits(s []byte) []byte {
	out := make([]byte, 0, len(s)/8)
	for _, c := range s {
		if c-'0' < 10 {
			out = append(out, c)
		}
	}
	return out
}
