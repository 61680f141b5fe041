package legacy

import (
	"slices"
	"sort"

	"exposed/scanner/mailbox/mapi"
)

// A piece is characters that lie in a row in the stream WordDocument (MS-DOC,
// 2.8.35).
type piece struct {
	cp, chars uint32 // the first character, and how many
	at        uint32 // where it lies
	wide      bool   // of two bytes each
}

// readPieces returns the pieces in the table clx (MS-DOC, 2.9.38). In old
// versions all characters are of one byte.
func readPieces(clx []byte, old bool) []piece {
	const prc, pcdt, entry = 1, 2, 8
	for len(clx) >= 3 && clx[0] == prc {
		n := 3 + int(le.Uint16(clx[1:]))
		if n > len(clx) {
			return nil
		}
		clx = clx[n:]
	}
	if len(clx) < 9 || clx[0] != pcdt {
		return nil
	}
	size := int(min(uint64(le.Uint32(clx[1:])), uint64(len(clx)-5)))
	b := clx[5 : 5+size]
	n := (size - 4) / (4 + entry)
	if n < 0 {
		return nil
	}
	out := make([]piece, 0, n)
	for i := range n {
		p := piece{cp: le.Uint32(b[4*i:]), at: le.Uint32(b[4*(n+1)+entry*i+2:]), wide: true}
		next := le.Uint32(b[4*i+4:])
		if next <= p.cp {
			continue
		}
		p.chars = next - p.cp
		switch {
		case old:
			p.wide = false
		case p.at&(1<<30) != 0:
			p.at, p.wide = p.at&^(1<<30)/2, false
		}
		out = append(out, p)
	}
	return out
}

// A run is characters with something that matters (MS-DOC, 2.6.1).
type run struct {
	from, to uint32 // in the stream
	flags    byte
	picture  uint32 // where it lies in the stream Data
}

// What matters of characters.
const (
	deletedRun = 1 << iota
	insertedRun
	symbolRun
	pictureRun
	objectRun
)

// A paragraphRun is paragraphs of a table, or of none.
type paragraphRun struct {
	from, to uint32
	inTable  bool
	rowEnd   bool
	inner    bool // in a table within a table
}

const fkpSize = 512

// pages calls f with the pages that the table plc names, which is one of
// character or of paragraph properties (MS-DOC, 2.8.5 and 2.8.6).
func pages(plc, main []byte, f func(page []byte)) {
	n := (len(plc) - 4) / 8
	seen := make(map[uint32]bool)
	for i := range n {
		pn := le.Uint32(plc[4*(n+1)+4*i:]) & 0x3FFFFF
		at := int64(pn) * fkpSize
		if at+fkpSize > int64(len(main)) || seen[pn] {
			continue
		}
		seen[pn] = true
		f(main[at : at+fkpSize])
	}
}

// readRuns returns the runs of characters that matter, in their order.
func readRuns(plc, main []byte) []run {
	var out []run
	pages(plc, main, func(page []byte) {
		n := int(page[fkpSize-1])
		if 5*n+4 > fkpSize {
			return
		}
		for i := range n {
			at := 2 * int(page[4*(n+1)+i])
			if at == 0 || at+1+int(page[at]) > fkpSize {
				continue
			}
			r := run{from: le.Uint32(page[4*i:]), to: le.Uint32(page[4*i+4:])}
			r.properties(page[at+1 : at+1+int(page[at])])
			if r.flags != 0 && r.from < r.to {
				out = append(out, r)
			}
		}
	})
	slices.SortStableFunc(out, func(a, b run) int { return int(int64(a.from) - int64(b.from)) })
	return out
}

// properties notes what matters of a list of properties (MS-DOC, 2.6.1).
func (r *run) properties(grpprl []byte) {
	set := func(flag, v byte) {
		r.flags &^= flag
		if v == 1 || v == 0x81 {
			r.flags |= flag
		}
	}
	sprms(grpprl, func(op uint16, v []byte) {
		switch {
		case op == 0x0800:
			set(deletedRun, v[0])
		case op == 0x0801:
			set(insertedRun, v[0])
		case op == 0x6A09:
			r.flags |= symbolRun
		case op == 0x080A || op == 0x0806:
			set(objectRun, v[0])
		case op == 0x6A03:
			r.flags |= pictureRun
			r.picture = le.Uint32(v)
		}
	})
}

// readParagraphs returns what is told of paragraphs, in their order.
func readParagraphs(plc, main []byte) []paragraphRun {
	var out []paragraphRun
	pages(plc, main, func(page []byte) {
		const entry = 13
		n := int(page[fkpSize-1])
		if (4+entry)*n+4 > fkpSize {
			return
		}
		for i := range n {
			at := 2 * int(page[4*(n+1)+entry*i])
			r := paragraphRun{from: le.Uint32(page[4*i:]), to: le.Uint32(page[4*i+4:])}
			if at > 0 {
				r.properties(papx(page, at))
			}
			if r.from < r.to {
				out = append(out, r)
			}
		}
	})
	slices.SortStableFunc(out, func(a, b paragraphRun) int { return int(int64(a.from) - int64(b.from)) })
	return out
}

// papx returns the list of properties at page[at:] (MS-DOC, 2.9.180).
func papx(page []byte, at int) []byte {
	const style = 2
	size := 2*int(page[at]) - 1
	at++
	if size < 0 {
		if at >= fkpSize {
			return nil
		}
		size = 2 * int(page[at])
		at++
	}
	end := min(at+size, fkpSize-1)
	if end-at < style {
		return nil
	}
	return page[at+style : end]
}

func (r *paragraphRun) properties(grpprl []byte) {
	sprms(grpprl, func(op uint16, v []byte) {
		switch op {
		case 0x2416:
			r.inTable = v[0] != 0
		case 0x2417:
			r.rowEnd = v[0] != 0
		case 0x6649:
			r.inner = le.Uint32(v) > 1
			r.inTable = r.inTable || le.Uint32(v) > 0
		}
	})
}

// sprms calls f with the properties of a list, and their operands (MS-DOC,
// 2.2.5.1).
func sprms(b []byte, f func(op uint16, v []byte)) {
	const defTable, changeTabs = 0xD608, 0xC615
	for len(b) >= 3 {
		op := le.Uint16(b)
		b = b[2:]
		size := [...]int{1, 1, 2, 4, 2, 2, 0, 3}[op>>13]
		switch {
		case op == defTable:
			if len(b) < 2 {
				return
			}
			size = 1 + int(le.Uint16(b))
		case op == changeTabs && b[0] == 255:
			return // its size follows from what it lists, and nothing that matters follows it
		case size == 0:
			size = 1 + int(b[0])
		}
		if size > len(b) || size < 1 {
			return
		}
		f(op, b[:size])
		b = b[size:]
	}
}

// paragraphAt returns what is told of the paragraph whose character lies at fc,
// and whether anything is.
func paragraphAt(list []paragraphRun, fc uint32) (paragraphRun, bool) {
	i := sort.Search(len(list), func(i int) bool { return list[i].from > fc }) - 1
	if i < 0 || fc >= list[i].to {
		return paragraphRun{}, false
	}
	return list[i], true
}

// pageOf returns the code page of the text of old versions in a language of
// Windows (MS-LCID, 2.2).
func pageOf(lcid int) int {
	switch lcid & 0x3FF {
	case 0x11:
		return 932
	case 0x12:
		return 949
	case 0x04:
		if lcid == 0x804 || lcid == 0x1004 {
			return 936
		}
		return 950
	case 0x19, 0x22, 0x23, 0x02, 0x2F:
		return 1251
	case 0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24:
		return 1250
	case 0x08:
		return 1253
	case 0x1F:
		return 1254
	case 0x0D:
		return 1255
	case 0x01, 0x29, 0x20:
		return 1256
	case 0x25, 0x26, 0x27:
		return 1257
	case 0x1E:
		return 874
	}
	return mapi.Western
}
