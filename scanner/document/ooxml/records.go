package ooxml

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"exposed/scanner/document/parts"
)

// The records that are read (MS-XLSB, 2.3.2).
const (
	brtRowHdr        = 0
	brtCellRk        = 2
	brtCellError     = 3
	brtCellBool      = 4
	brtCellReal      = 5
	brtCellSt        = 6
	brtCellIsst      = 7
	brtFmlaString    = 8
	brtFmlaNum       = 9
	brtFmlaBool      = 10
	brtFmlaError     = 11
	brtSSTItem       = 19
	brtFmt           = 44
	brtXF            = 47
	brtCellRString   = 62
	brtEndSheetData  = 146
	brtWbProp        = 153
	brtBundleSh      = 156
	brtMergeCell     = 176
	brtBeginCellXFs  = 617
	brtEndCellXFs    = 618
	brtBeginHeader   = 479
	brtHLink         = 494
	brtCommentAuthor = 632
	brtBeginComment  = 635
	brtCommentText   = 637
)

const (
	maxRecord = 4 << 20 // bytes of a record
	sizeBytes = 4       // of its length
)

// A record is one record of a part: its kind and its bytes.
type record struct {
	kind int
	data []byte
}

// eachRecord hands the records of a part to do, which returns false to end
// early. Each part is read once. It reports whether the part is there.
func (p *pack) eachRecord(name string, do func(r record) bool) bool {
	in, ok := p.unread(name)
	if in == nil {
		return ok
	}
	defer func() { _ = in.Close() }()
	b := bufio.NewReaderSize(p.Part(in), windowBytes)
	var buf []byte
	for {
		r, err := nextRecord(b, &buf)
		switch {
		case err == io.EOF:
			return true
		case err == parts.ErrUnfolded:
			p.Trouble(parts.Unfolded)
			return true
		case err == errRecord:
			p.Trouble(parts.Large)
			continue
		case err != nil:
			p.Trouble(badRecord)
			return true
		}
		if !do(r) {
			return true
		}
	}
}

// errRecord is the error of a record that has more than maxRecord bytes.
var errRecord = errors.New("record too large")

// windowBytes is how much of a part of records is in memory at a time.
const windowBytes = 64 << 10

// nextRecord reads a record: its kind in one byte or two and its length in up
// to four, seven bits in each (MS-XLSB, 2.1.4).
func nextRecord(b *bufio.Reader, buf *[]byte) (record, error) {
	c, err := b.ReadByte()
	if err != nil {
		return record{}, err
	}
	kind, size := int(c), 0
	if c&0x80 != 0 {
		if c, err = b.ReadByte(); err != nil {
			return record{}, io.ErrUnexpectedEOF
		}
		kind = kind&0x7F | int(c&0x7F)<<7
	}
	for i := range sizeBytes {
		if c, err = b.ReadByte(); err != nil {
			return record{}, io.ErrUnexpectedEOF
		}
		if size |= int(c&0x7F) << (7 * i); c&0x80 == 0 {
			break
		}
	}
	if size > maxRecord {
		_, err = b.Discard(size)
		if err == nil {
			err = errRecord
		}
		return record{kind, nil}, err
	}
	if cap(*buf) < size {
		*buf = make([]byte, size, max(size, 4<<10))
	}
	data := (*buf)[:size]
	if _, err = io.ReadFull(b, data); err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return record{kind, data}, err
}

// u16, u32 return a number at an offset; 0 behind the end.
func (r record) u16(at int) int {
	if at < 0 || at+2 > len(r.data) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r.data[at:]))
}

func (r record) u32(at int) int {
	if at < 0 || at+4 > len(r.data) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(r.data[at:]))
}

// appendString appends the XLWideString at an offset, and returns where it ends
// (MS-XLSB, 2.5.168). A string that is not there is empty (2.5.166).
func (r record) appendString(dst []byte, at int) ([]byte, int) {
	n := r.u32(at)
	at += 4
	if n == math.MaxUint32 || at > len(r.data) {
		return dst, at
	}
	n = min(n, (len(r.data)-at)/2)
	for i := 0; i < n; i++ {
		c := rune(r.u16(at + 2*i))
		if utf16.IsSurrogate(c) && i+1 < n {
			if pair := utf16.DecodeRune(c, rune(r.u16(at+2*i+2))); pair != utf8.RuneError {
				c = pair
				i++
			}
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst, at + 2*n
}

// string returns the string at an offset.
func (r record) string(at int) (string, int) {
	v, end := r.appendString(nil, at)
	return string(v), end
}

// appendReal appends a number of eight bytes.
func appendReal(dst []byte, bits uint64) []byte {
	return strconv.AppendFloat(dst, math.Float64frombits(bits), 'g', -1, 64)
}

// appendRK appends a number that is packed in four bytes (MS-XLSB, 2.5.122).
func appendRK(dst []byte, v uint32) []byte {
	x := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		x = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		x /= 100
	}
	return strconv.AppendFloat(dst, x, 'g', -1, 64)
}

// errorTexts are the values of errors (MS-XLSB, 2.5.97.2).
var errorTexts = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}
