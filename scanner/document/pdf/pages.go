package pdf

// A page is a leaf of the page tree with what it inherits.
type page struct {
	dict
	resources dict
	rotate    int        // quarter turns clockwise
	box       [4]float64 // that is shown, as it was turned
}

// A pageTree hands out the pages of a file.
type pageTree struct {
	f     *file
	seen  map[ref]bool // inner nodes
	nodes int
	pages int
	visit func(p page)
}

// eachPage calls visit with the pages in order. Nodes that are met again are
// passed over, so that loops end. If the tree has no page, the objects that say
// that they are pages are taken.
func (f *file) eachPage(visit func(p page)) (pages int) {
	t := pageTree{f: f, seen: map[ref]bool{}, visit: visit}
	root := f.catalog().get("Pages")
	tree := f.array(f.dict(root).get("Kids")) != nil
	if tree {
		t.walk(root, page{}, 0)
	}
	if t.pages == 0 {
		f.rebuild()
		for num := range f.places {
			if d, ok := f.object(num).(dict); ok && f.name(d.get("Type")) == "Page" {
				t.leaf(d, page{}.inherit(f, d))
			}
		}
	}
	if t.pages == 0 && !tree {
		t.walk(root, page{}, 0) // QUIRK: a page in the place of the tree
	}
	t.missing(f.int(f.dict(root).get("Count"), 0))
	return t.pages
}

// missing notes the pages that the tree counts and does not have, unless that
// is told already.
func (t *pageTree) missing(counted int) {
	f := t.f
	if counted > t.pages && f.count[manyPages] == 0 && f.count[lostPages] == 0 && f.count[badPage] == 0 {
		f.page = 0
		f.noteAt(lostPages, 0)
		f.count[lostPages] = counted - t.pages
	}
}

// walk visits the pages below node v, which inherits from above.
func (t *pageTree) walk(v any, above page, depth int) {
	f := t.f
	if f.lost(v) {
		f.page = t.pages + 1
		r, _ := v.(ref)
		f.noteAt(lostPages, int(r))
		return
	}
	if t.pages >= maxPages || t.nodes >= maxTreeNodes {
		f.count[manyPages] = 1
		return
	}
	d := f.dict(v)
	kind := f.name(d.get("Type"))
	kids := f.array(d.get("Kids"))
	if kids == nil || kind == "Page" {
		if kind == "Page" || kind != "Pages" && d.get("Count") == nil && (d.get("Contents") != nil || d.get("Resources") != nil) {
			t.leaf(d, above.inherit(f, d))
		} else if kind != "Pages" {
			f.note(badPage)
		}
		return
	}
	if r, ok := v.(ref); ok {
		if t.seen[r] {
			f.note(badPage)
			return
		}
		t.seen[r] = true
	}
	if depth >= maxTreeDepth {
		f.note(deepTree)
		return
	}
	above = above.inherit(f, d)
	for _, kid := range kids {
		t.nodes++
		t.walk(kid, above, depth+1)
	}
}

// leaf visits the page d.
func (t *pageTree) leaf(d dict, inherited page) {
	if t.pages >= maxPages {
		t.f.count[manyPages] = 1
		return
	}
	t.pages++
	inherited.dict = d
	inherited.turn()
	t.visit(inherited)
}

// turn turns the box of p as the page is.
func (p *page) turn() {
	if area(p.box) == 0 {
		p.box = [4]float64{0, 0, 612, 792} // Letter, as usual readers take it
	}
	m, out := upright(p.rotate), nowhere
	for _, corner := range [...][2]float64{{p.box[0], p.box[1]}, {p.box[2], p.box[3]}} {
		q := m.moved(corner[0], corner[1])
		out = union(out, [4]float64{q.e, q.f, q.e, q.f})
	}
	p.box = out
}

// inherit returns p with what node d says.
func (p page) inherit(f *file, d dict) page {
	if r := f.dict(d.get("Resources")); r != nil {
		p.resources = r
	}
	for _, key := range [...]string{"MediaBox", "CropBox"} {
		if box, ok := f.box(d.get(key)); ok && area(box) > 0 {
			p.box = box
		}
	}
	if v := d.get("Rotate"); v != nil {
		p.rotate = (f.int(v, 0)/90%4 + 4) % 4
	}
	return p
}
