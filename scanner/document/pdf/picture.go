package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"exposed/scanner/document"
)

// A drawing is an image that a page shows.
type drawing struct {
	id     ref // 0: it has no number
	s      *stream
	ctm    matrix     // maps the unit square to the page, whose y runs up
	box    [4]float64 // on the page: left, lower, right and upper edge
	before int        // words that were shown before it
}

// newDrawing returns image s where ctm puts it.
func newDrawing(id ref, s *stream, ctm matrix, before int) drawing {
	d := drawing{id: id, s: s, ctm: ctm, before: before, box: nowhere}
	for _, corner := range [...][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		p := ctm.moved(corner[0], corner[1])
		x, y := finite(p.e), finite(p.f)
		d.box = [4]float64{min(d.box[0], x), min(d.box[1], y), max(d.box[2], x), max(d.box[3], y)}
	}
	return d
}

// nowhere is a box that has no point.
var nowhere = [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// union returns the box around a and b.
func union(a, b [4]float64) [4]float64 {
	return [4]float64{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// meet returns what a and b have in common; its area may be negative.
func meet(a, b [4]float64) [4]float64 {
	return [4]float64{max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])}
}

func area(a [4]float64) float64 { return max(0, a[2]-a[0]) * max(0, a[3]-a[1]) }

// A picture is images of a page that are looked at as one: strips of a scan, or
// layers of it.
type picture struct {
	parts []drawing
	box   [4]float64
}

// pictures returns the words of the pictures of page p, and notes what keeps
// them from being read.
func (w *writer) pictures(p page) string {
	if len(w.canvas.drawings) == 0 {
		return ""
	}
	var out strings.Builder
	for _, pic := range w.worthReading(p) {
		if w.options.Words == nil {
			if len(w.canvas.words) > 0 {
				w.report.illustrated = append(w.report.illustrated, len(w.pages))
			}
			break
		}
		s := strings.TrimRight(strings.ReplaceAll(w.read(pic), "\f", "\n"), "\n")
		if s == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(s)
		out.WriteByte('\n')
	}
	return out.String()
}

// worthReading returns the pictures of page p that can have words which its
// text does not: all of a page without text, and large ones of others that no
// text lies under, as is put there when a scan was read before.
func (w *writer) worthReading(p page) []picture {
	page := p.box
	if len(w.canvas.words) == 0 {
		all := picture{w.canvas.drawings, nowhere}
		for _, d := range all.parts {
			all.box = union(all.box, d.box)
		}
		all.box = meet(all.box, page)
		if area(all.box) == 0 {
			return nil
		}
		return []picture{all}
	}
	const share, points = 0.04, 40 // of the page, and of a side
	var out []picture
	for _, pic := range grouped(w.canvas.drawings) {
		pic.box = meet(pic.box, page)
		large := area(pic.box) >= share*area(page) && pic.box[2]-pic.box[0] >= points && pic.box[3]-pic.box[1] >= points/2
		if large && !w.canvas.under(pic) {
			out = append(out, pic)
		}
	}
	return out
}

// grouped joins drawings that touch each other.
func grouped(drawings []drawing) []picture {
	const most, near = 300, 1.0 // drawings that are compared, and points
	var out []picture
	for _, d := range drawings {
		pic := picture{[]drawing{d}, d.box}
		rest := out[:0]
		for _, o := range out {
			grown := [4]float64{o.box[0] - near, o.box[1] - near, o.box[2] + near, o.box[3] + near}
			m := meet(grown, pic.box)
			if len(out) < most && (m[0] > m[2] || m[1] > m[3]) {
				rest = append(rest, o)
				continue
			}
			pic = picture{append(o.parts, pic.parts...), union(o.box, pic.box)}
		}
		out = append(rest, pic)
	}
	return out
}

// under reports whether words lie under pic, which a reader of the page does not
// see: those that were shown before it, and invisible ones.
func (c *canvas) under(pic picture) bool {
	const few = 3
	first := len(c.words)
	for _, d := range pic.parts {
		first = min(first, d.before)
	}
	n := 0
	for i, v := range c.words {
		if i >= first && !v.hidden {
			continue
		}
		x, y := v.middle()
		if x > pic.box[0] && x < pic.box[2] && y > pic.box[1] && y < pic.box[3] {
			n++
		}
	}
	return n >= few
}

// middle returns where on the page the middle of v stands.
func (v *word) middle() (x, y float64) {
	sin, cos := math.Sincos(float64(v.degrees) * math.Pi / 180)
	along, down := float64(v.x0+v.x1)/2, float64(v.y)
	return along*cos + down*sin, along*sin - down*cos
}

// read returns the words of pic.
func (w *writer) read(pic picture) string {
	id := pic.parts[0].id
	single := len(pic.parts) == 1 && id > 0
	if s, ok := w.wordsOf[id]; ok && single {
		return s
	}
	if w.calls++; w.calls > maxPictures {
		w.unread("too-many", "too many pictures; they were not read")
		return ""
	}
	file := w.imageFile(pic)
	if file == nil {
		return ""
	}
	s, problems := w.options.Words(file)
	for _, p := range problems {
		w.unread(p.Reason, "a picture: "+p.Detail)
	}
	if single {
		if w.wordsOf == nil {
			w.wordsOf = map[ref]string{}
		}
		w.wordsOf[id] = s
	}
	return s
}

// A shortfall is what keeps pictures from being read, and the pages with such.
type shortfall struct {
	document.Problem
	pages []int
}

// unread notes why a picture of the page is not read.
func (w *writer) unread(reason, detail string) {
	p := document.Problem{Reason: reason, Detail: detail}
	n := len(w.pages)
	i := slices.IndexFunc(w.shortfalls, func(s shortfall) bool { return s.Problem == p })
	const most = 100 // that are told apart
	if i < 0 && len(w.shortfalls) < most {
		i = len(w.shortfalls)
		w.shortfalls = append(w.shortfalls, shortfall{Problem: p})
	} else if i < 0 {
		i = most - 1
	}
	if s := &w.shortfalls[i]; len(s.pages) == 0 || s.pages[len(s.pages)-1] != n {
		s.pages = append(s.pages, n)
	}
}

// problemsOfPictures returns what kept pictures from being read.
func (w *writer) problemsOfPictures() []document.Problem {
	var out []document.Problem
	for _, s := range w.shortfalls {
		s.Detail = fmt.Sprintf("%s of %d: %s", ranges(s.pages), len(w.pages), s.Detail)
		out = append(out, s.Problem)
	}
	return out
}
