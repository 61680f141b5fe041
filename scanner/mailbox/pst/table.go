package pst

import "exposed/scanner/mailbox/mapi"

// A column is a TCOLDESC (MS-PST 2.3.4.2).
type column struct {
	tag mapi.Tag
	at  int // of its cell in a row
	n   int // bytes of its cell
	bit int // of the bitmap
}

// A table is a table context (MS-PST 2.3.4).
type table struct {
	*heap
	columns []column
	rows    hid
	bitmap  int // where the cell existence bitmap starts in a row
	row     int // bytes of a row
}

// table returns the table context of the node n.
func (s source) table(n node) (*table, error) {
	h, err := s.heap(n, clientTable)
	if err != nil {
		return nil, err
	}
	b, err := h.get(h.root)
	if err != nil {
		return nil, err
	}
	if len(b) < 22 || b[0] != clientTable || len(b) < 22+8*int(b[1]) {
		return nil, &Error{Node: n.nid, Block: n.data, Offset: -1, Err: corrupt("no table")}
	}
	t := &table{heap: h, bitmap: int(le.Uint16(b[6:])), row: int(le.Uint16(b[8:])), rows: hid(le.Uint32(b[14:]))}
	for i := range int(b[1]) {
		c := b[22+8*i:]
		t.columns = append(t.columns, column{mapi.Tag(le.Uint32(c)), int(le.Uint16(c[4:])), int(c[6]), int(c[7])})
	}
	if t.row < 4 || t.bitmap > t.row {
		return nil, &Error{Node: n.nid, Block: n.data, Offset: -1, Err: corrupt("rows of %d bytes", t.row)}
	}
	return t, nil
}

// A row is a row of a table (MS-PST 2.3.4.4.1).
type row struct {
	*table
	cells []byte
}

// nid returns the number of the row, which is the node that it stands for.
func (r row) nid() NID { return NID(le.Uint32(r.cells)) }

// each yields the rows of the table. They do not cross blocks (MS-PST 2.3.4.4).
func (t *table) each(yield func(row) bool) error {
	if t.rows == 0 {
		return nil
	}
	b, d, err := t.value(t.rows)
	if err != nil {
		return err
	}
	if d == nil {
		t.rowsOf(b, yield)
		return nil
	}
	left := d.maxBytes()
	for _, bid := range d.blocks {
		b, err := d.block(bid)
		if err != nil {
			t.note(t.node.nid, err) // the rows of the other blocks can be read
			continue
		}
		if left -= int64(len(b)); left < 0 {
			return corrupt("more rows than the file can hold")
		}
		if !t.rowsOf(b, yield) {
			return nil
		}
	}
	return nil
}

func (t *table) rowsOf(b []byte, yield func(row) bool) bool {
	for ; len(b) >= t.row; b = b[t.row:] {
		if !yield(row{t, b[:t.row]}) {
			return false
		}
	}
	return true
}

// cell returns the cell of the column c, if the row has one.
func (r row) cell(c *column) ([]byte, bool) {
	at := r.bitmap + c.bit/8
	if at >= len(r.cells) || r.cells[at]&(0x80>>(c.bit%8)) == 0 || c.at+c.n > len(r.cells) {
		return nil, false
	}
	return r.cells[c.at:][:c.n], true
}

// value returns the type and the value with the identifier; nil: there is none.
func (r row) value(id uint16) (mapi.Type, []byte) {
	for i := range r.columns {
		c := &r.columns[i]
		if c.tag.ID() != id {
			continue
		}
		cell, ok := r.cell(c)
		if !ok {
			return c.tag.Type(), nil
		}
		return c.tag.Type(), r.resolve(c, cell)
	}
	return 0, nil
}

// resolve returns the value of a cell, which holds it or its HNID (MS-PST 2.3.4.4.2).
func (r row) resolve(c *column, cell []byte) []byte {
	if size := c.tag.Type().Size(); size > 0 && size <= 8 {
		return cell[:min(size, len(cell))]
	}
	if len(cell) < 4 {
		return nil
	}
	b, err := r.valueBytes(hid(le.Uint32(cell)), maxValue)
	if err != nil {
		r.note(r.node.nid, err)
	}
	return b
}

// text returns the string with the identifier, or "".
func (r row) text(id uint16, page int) string {
	t, b := r.value(id)
	if t != mapi.TypeString && t != mapi.TypeString8 {
		return ""
	}
	return mapi.String(t, b, page)
}

// number returns the integer or boolean with the identifier, or 0.
func (r row) number(id uint16) int64 {
	t, b := r.value(id)
	return mapi.Int(t, b)
}
