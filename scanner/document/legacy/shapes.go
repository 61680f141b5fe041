package legacy

import (
	"slices"
)

// A shapeWalk writes the texts of the shapes of a slide.
type shapeWalk struct {
	*slideReader
	slide  *listedSlide
	master bool
}

// walk writes the texts in the records of b, in their order.
func (w *shapeWalk) walk(b []byte, depth int) {
	w.each(b, func(a art) {
		switch {
		case a.kind == artShape:
			w.prose(w.shapeText(a.body))
		case a.version != artContainer:
		case depth >= maxDepth:
			w.Trouble(deepRecords)
		case a.kind == artGroup && w.isTable(a.body):
			w.table(a.body)
		default:
			w.walk(a.body, depth+1)
		}
	})
}

// shapeText returns the text of a shape.
func (w *shapeWalk) shapeText(b []byte) string {
	text, skip := "", false
	w.each(b, func(a art) {
		switch a.kind {
		case artTextbox:
			text = w.boxText(a.body)
		case artClientData:
			w.each(a.body, func(c art) {
				skip = skip || w.master && c.kind == pptPlaceholder
				if c.kind == pptInteractive {
					w.waiting = append(w.waiting, c.body)
				}
			})
		}
	})
	for _, c := range w.waiting {
		text = w.linked(text, c)
	}
	w.waiting = w.waiting[:0]
	if skip {
		return ""
	}
	return text
}

// boxText returns the text in the box of a shape, which may stand in the
// outline (MS-PPT, 2.9.76).
func (w *shapeWalk) boxText(b []byte) string {
	text := ""
	w.each(b, func(a art) {
		switch a.kind {
		case pptTextChars, pptTextBytes:
			text += w.slideText(a)
		case pptTextRef:
			if len(a.body) < 4 {
				return
			}
			if i := int64(le.Uint32(a.body)); i < int64(len(w.slide.texts)) {
				for len(w.slide.shown) < len(w.slide.texts) {
					w.slide.shown = append(w.slide.shown, false)
				}
				w.slide.shown[i] = true
				text += w.slide.texts[i]
			}
		case pptInteractive:
			text = w.linked(text, a.body)
		}
	})
	return text
}

// isTable reports whether a group of shapes is a table (MS-ODRAW, 2.3.3.18): the
// first of its shapes says so.
func (w *shapeWalk) isTable(b []byte) bool {
	const property, yes = 0x39F, 1
	first, _, ok := nextArt(b)
	if !ok || first.kind != artShape {
		return false
	}
	found := false
	w.each(first.body, func(a art) {
		if a.kind != artTertiaryFOPT && a.kind != artFOPT {
			return
		}
		const entry = 6
		for i := 0; i < a.instance && entry*(i+1) <= len(a.body); i++ {
			e := a.body[entry*i:]
			found = found || le.Uint16(e)&0x3FFF == property && le.Uint32(e[2:])&yes != 0
		}
	})
	return found
}

// A gridCell is a cell of a table of shapes.
type gridCell struct {
	top, left int32
	text      string
}

// table writes the cells of a table, by their places.
func (w *shapeWalk) table(b []byte) {
	var cells []gridCell
	w.each(b, func(a art) {
		if a.kind != artShape {
			return
		}
		c := gridCell{}
		placed := false
		w.each(a.body, func(a art) {
			if a.kind == artChildAnchor && len(a.body) >= 8 {
				c.left, c.top, placed = int32(le.Uint32(a.body)), int32(le.Uint32(a.body[4:])), true
			}
		})
		if c.text = clean(w.shapeText(a.body)); placed {
			cells = append(cells, c)
		} else {
			w.prose(c.text)
		}
	})
	cells = cells[min(1, len(cells)):] // the first is the group itself
	slices.SortStableFunc(cells, func(a, b gridCell) int {
		if a.top != b.top {
			return int(int64(a.top) - int64(b.top))
		}
		return int(int64(a.left) - int64(b.left))
	})
	if len(cells) == 0 {
		return
	}
	if !w.inProse && len(w.text) > 0 {
		w.text = append(w.text, '\n')
	}
	w.inProse = true
	var lefts []int32
	for _, c := range cells {
		lefts = append(lefts, c.left)
	}
	slices.Sort(lefts)
	lefts = slices.Compact(lefts)
	for i, c := range cells {
		if i > 0 && c.top != cells[i-1].top {
			w.grid.endRow()
		}
		col, _ := slices.BinarySearch(lefts, c.left)
		w.grid.begin()
		w.grid.col = max(w.grid.col, col)
		w.grid.cellText([]byte(c.text))
		w.grid.endCell()
		if len(w.text) > maxText {
			w.Trouble(largeText)
			w.full = true
			break
		}
	}
	w.grid.endRow()
	w.grid.end()
}
