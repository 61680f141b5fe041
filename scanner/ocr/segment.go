package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
)

// Types of segments (ITU-T T.88, 7.3).
const (
	genericRegion   = 36 // the first of three kinds
	pageInformation = 48
	endOfPage       = 49
	endOfStripe     = 50
	endOfFile       = 51
	profiles        = 52
	extension       = 62
)

// Sizes of what stands in segments, in bytes.
const (
	regionSize = 17 // of what each region begins with (T.88, 7.4.1)
	pageSize   = 19 // of what a page is described with (T.88, 7.4.8)
)

// maxRegions bounds the pixels of the regions of a page together.
const maxRegions = 8 * maxPixels

// Errors of JBIG2 data.
var (
	errNoPage = errors.New("it has no page")
	errLarge  = errors.New("it has too many pixels")
)

// A segment is a piece of JBIG2 data (T.88, 7.2).
type segment struct {
	number uint32
	kind   byte
	refs   []uint32 // segments that it needs
	data   []byte
}

// segments returns the segments of b up to the end of the page. It reports false
// if b is damaged or cut: the last segment holds what there is of it then.
func segments(b []byte) (out []segment, whole bool) {
	for len(bytes.Trim(b, "\x00\t\n\f\r ")) > 0 {
		s, n := segmentHead(b)
		if n == 0 {
			return out, false
		}
		size := int64(binary.BigEndian.Uint32(b[n-4:]))
		b = b[n:]
		if size == math.MaxUint32 {
			size = s.measure(b)
		}
		if size > int64(len(b)) {
			s.data = b
			return append(out, s.ended()), false
		}
		if s.data == nil {
			s.data = b[:size]
		}
		b = b[size:]
		if s.kind == endOfPage || s.kind == endOfFile {
			break
		}
		out = append(out, s)
	}
	return out, true
}

// segmentHead returns the segment whose header b begins with, and the length of
// the header, of which the last four bytes are the length of the data; 0 if
// there is none.
func segmentHead(b []byte) (segment, int) {
	const least, long = 11, 7
	if len(b) < least {
		return segment{}, 0
	}
	s := segment{number: binary.BigEndian.Uint32(b), kind: b[4] & 0x3F}
	count, i := int(b[5]>>5), 6
	if count == long {
		count = int(binary.BigEndian.Uint32(b[5:]) & (1<<29 - 1))
		i = 5 + 4 + (count+8)/8 // a bit for each, and one for the segment itself
	} else if count > 4 {
		return s, 0
	}
	width := numberSize(s.number)
	end := i + count*width + 1
	if b[4]&0x40 != 0 {
		end += 3
	}
	if end+4 > len(b) {
		return s, 0
	}
	for range count {
		var v [4]byte
		copy(v[4-width:], b[i:i+width])
		s.refs = append(s.refs, binary.BigEndian.Uint32(v[:]))
		i += width
	}
	return s, end + 4
}

// numberSize returns how many bytes a number has of what segment n needs
// (T.88, 7.2.5).
func numberSize(n uint32) int {
	switch {
	case n <= 1<<8:
		return 1
	case n <= 1<<16:
		return 2
	}
	return 4
}

// measure returns how much of b is the data of s, whose length is not declared:
// up to a mark, and the number of lines that follows it (T.88, 7.2.7). The data
// are given that number as their height.
func (s *segment) measure(b []byte) int64 {
	const head = regionSize + 1
	if s.kind < genericRegion || s.kind > genericRegion+3 || len(b) < head {
		return math.MaxUint32
	}
	mark := "\xFF\xAC"
	if b[regionSize]&1 != 0 {
		mark = "\x00\x00"
	}
	i := bytes.Index(b[head:], []byte(mark))
	if i < 0 || head+i+len(mark)+4 > len(b) {
		return math.MaxUint32
	}
	end := head + i + len(mark)
	s.data = bytes.Clone(b[:end])
	copy(s.data[4:8], b[end:end+4])
	return int64(end + 4)
}

// ended returns s, which was cut, with more of its code: an end of that of
// arithmetic, which lets it be read on, or lines that are as the one above them.
func (s segment) ended() segment {
	const most = 4 << 20 // bytes of such lines
	end := []byte("\xFF\xAC")
	if w, h, _ := s.region(); s.kind >= genericRegion && len(s.data) > regionSize && s.data[regionSize]&1 != 0 && h > 0 {
		end = bytes.Repeat([]byte{0xFF}, int(min((w/32+1)*min(h, most), most))) // ITU-T T.6, table 1: V(0)
	}
	s.data = append(bytes.Clone(s.data), end...)
	return s
}

// region returns the width and the height of s, and how far down the page it
// reaches; 0 if it is no region.
func (s segment) region() (w, h, bottom int64) {
	if s.kind < 4 || s.kind > genericRegion+7 || s.kind == 16 || len(s.data) < regionSize {
		return 0, 0, 0
	}
	w, h = int64(binary.BigEndian.Uint32(s.data)), int64(binary.BigEndian.Uint32(s.data[4:]))
	return w, h, int64(binary.BigEndian.Uint32(s.data[12:])) + h
}

// bilevelPage returns the segments of globals and page as one page for jbig2dec:
// numbered from 0, which describes the page and its size, and with an end. It
// reports false if some were damaged or cut.
func bilevelPage(globals, page []byte) (out []byte, whole bool, err error) {
	all, whole := segments(globals)
	own, rest := segments(page)
	whole = whole && rest
	all = append(all, own...)
	info, err := pageOf(all)
	if err != nil {
		return nil, whole, err
	}
	out = segment{kind: pageInformation, data: info}.appendTo(nil)
	numbers := map[uint32]uint32{}
	n, pages := uint32(1), 0
	for _, s := range all {
		switch s.kind {
		case pageInformation:
			pages++
			continue
		case endOfStripe, profiles, extension:
			continue
		}
		numbers[s.number] = n
		s.number = n
		refs := make([]uint32, 0, len(s.refs)+8)
		for _, r := range s.refs {
			v, ok := numbers[r]
			if !ok || v == n {
				whole = false
				continue
			}
			refs = append(refs, v)
		}
		s.refs = refs
		out = s.appendTo(out)
		n++
	}
	return segment{number: n, kind: endOfPage}.appendTo(out), whole && pages == 1, nil
}

// pageOf returns what describes the page that all make, with its height.
func pageOf(all []segment) ([]byte, error) {
	const striped = 17 // where it says that its height is not known
	var info []byte
	var area, bottom, stripes int64
	for _, s := range all {
		w, h, end := s.region()
		if h > 0 && w > maxPixels/h {
			return nil, errLarge
		}
		area, bottom = area+w*h, max(bottom, end)
		switch {
		case s.kind == pageInformation && info == nil && len(s.data) >= pageSize:
			info = bytes.Clone(s.data[:pageSize])
		case s.kind == endOfStripe && len(s.data) >= 4:
			stripes = max(stripes, int64(binary.BigEndian.Uint32(s.data))+1)
		}
	}
	if info == nil {
		return nil, errNoPage
	}
	w, h := int64(binary.BigEndian.Uint32(info)), int64(binary.BigEndian.Uint32(info[4:]))
	if h == math.MaxUint32 {
		if h = stripes; h == 0 {
			h = bottom
		}
		binary.BigEndian.PutUint32(info[4:], uint32(min(h, math.MaxUint32)))
		clear(info[striped:])
	}
	if w == 0 || h == 0 {
		return nil, errNoPage
	}
	if h > maxPixels/w || area > maxRegions {
		return nil, errLarge
	}
	return info, nil
}

// appendTo appends s to b, as a segment of page 1.
//
// QUIRK: jbig2dec 0.19 takes the bits of more than four references to be a byte
// shorter than they are (T.88, 7.2.4), unless with one more their number is a
// multiple of 8. References to the page, which nothing uses, make it that.
func (s segment) appendTo(b []byte) []byte {
	const short = 4
	b = binary.BigEndian.AppendUint32(b, s.number)
	b = append(b, s.kind)
	if len(s.refs) > short {
		for (len(s.refs)+1)%8 != 0 {
			s.refs = append(s.refs, 0)
		}
		b = binary.BigEndian.AppendUint32(b, 7<<29|uint32(len(s.refs)))
		b = append(b, make([]byte, (len(s.refs)+1)/8)...)
	} else {
		b = append(b, byte(len(s.refs))<<5)
	}
	for _, r := range s.refs {
		var v [4]byte
		binary.BigEndian.PutUint32(v[:], r)
		b = append(b, v[4-numberSize(s.number):]...)
	}
	b = append(b, 1)
	b = binary.BigEndian.AppendUint32(b, uint32(len(s.data)))
	return append(b, s.data...)
}
