package legacy

import (
	"errors"
	"slices"

	"exposed/scanner/document/officecrypt"
)

// lockedBy notes why an encrypted document was not opened.
func (w *writer) lockedBy(err error) {
	if errors.Is(err, officecrypt.ErrMethod) || errors.Is(err, officecrypt.ErrFormat) {
		w.Trouble(lockedOther)
		return
	}
	w.Trouble(locked)
}

// decrypt opens the streams of an encrypted document, and reports whether that
// could be done (MS-DOC, 2.2.6). The head of the text and that of the stream of
// tables are in clear.
func (d *wordReader) decrypt() bool {
	const clear, block = 68, 512
	if d.xored || d.old {
		d.Trouble(locked)
		return false
	}
	head := int(min(uint64(d.key), uint64(len(d.tables))))
	c, err := officecrypt.RC4(d.tables[:head], d.options.Passwords)
	if err != nil {
		d.lockedBy(err)
		return false
	}
	d.main = slices.Concat(d.main[:clear], c.Stream(d.main, block)[clear:])
	d.tables = slices.Concat(d.tables[:head], c.Stream(d.tables, block)[head:])
	d.data = c.Stream(d.data, block)
	f := d.fib
	d.fib, _ = readFIB(d.main)
	d.table = f.table
	return true
}
