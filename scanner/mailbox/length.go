package mailbox

import (
	"bytes"
	"container/heap"
	"strconv"
)

// reachBytes is how far from its From_ line a message may end for its
// Content-Length to be believed. It bounds what a range of a file looks back at:
// twice that. The From_ lines within a longer message separate.
const reachBytes = 2 << 20

// lengths is what the lines that look like From_ lines tell of those after them.
// Each has an extent. An extent that crosses the end of one that starts
// before it is void; of the others any two lie apart or one within the other.
// A line within one of these starts no message. So what a line is depends on
// no more than the two reaches before it, whichever range it is read in.
type lengths struct {
	cover int64   // the furthest end of an extent that is not void
	ends  offsets // of all extents, void or not, that reach beyond the last line
}

// opens notes the extent of the From_ line at p, whose header is at byte header, and
// reports whether the line starts a message. Lines must come in the order of the file.
func (s *splitter) opens(p, header int64) bool {
	open := p >= s.cover
	end := s.extent(p, header)
	if end == 0 {
		return open
	}
	if !s.ends.beyond(p) || s.ends[0] >= end {
		s.cover = max(s.cover, end)
	}
	heap.Push(&s.ends, end)
	return open
}

// extent returns where the message of the From_ line at p ends by its
// Content-Length, or 0 if that is not believed: at its end or up to two line ends
// later there must be a From_ line or the end of the file, as
// https://www.jwz.org/doc/content-length.html demands, and no more than s.reach
// bytes after p. Messages of mboxcl and mboxcl2 have the field; stale, cut and forged
// ones say too much or too little.
func (s *splitter) extent(p, header int64) int64 {
	if s.kind == mmdf {
		return 0
	}
	at, n := s.contentLength(header, p+s.reach)
	if n < 0 || n > p+s.reach-at {
		return 0
	}
	at += n
	for range 3 {
		s.need(int(at-s.base) + lookBytes)
		d, i := s.data(), int(at-s.base)
		switch {
		case at > p+s.reach || i > len(d) || i == len(d) && s.err != nil:
			return 0
		case i == len(d) || bytes.HasPrefix(d[i-1:], s.kind.mark()) && s.kind.separator(d, i, s.eof) > 0:
			return at
		}
		at += int64(s.kind.lineEnd(d[i:]))
	}
	return 0
}

// lineEnd returns the length of the line end that d begins with, or 0.
func (k dialect) lineEnd(d []byte) int {
	if k != mboxCR && len(d) > 1 && d[0] == '\r' && d[1] == '\n' {
		return 2
	}
	if len(d) > 0 && d[0] == k.eol() {
		return 1
	}
	return 0
}

// contentLength returns what the field Content-Length of the header at offset at says, and
// where the body starts. n is -1 if it does not say a number, or says several, and if
// the header does not end before the next "From " or the offset bound.
func (s *splitter) contentLength(at, bound int64) (body, n int64) {
	n = -1
	for fields := 0; at < bound; {
		line, ok := s.lineAt(at)
		at += int64(len(line))
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case len(line) == 0 && ok && fields == 1:
			return at, n
		case len(line) == 0 || !ok || bytes.HasPrefix(line, fromWord):
			return at, -1
		case line[0]|0x20 == 'c' && equalFold(fieldName(line), "content-length"):
			fields++
			n = lengthOf(line[bytes.IndexByte(line, ':')+1:])
		}
	}
	return at, -1
}

var fromWord = []byte("From ")

// lengthOf returns the number that the value of a field is, or -1.
func lengthOf(value []byte) int64 {
	n, err := strconv.ParseUint(string(bytes.TrimSpace(value)), 10, 62)
	if err != nil {
		return -1
	}
	return int64(n)
}

// lineAt returns the line at offset at with its end. ok is false if it has none
// within the file or s.reach bytes.
func (s *splitter) lineAt(at int64) (line []byte, ok bool) {
	for seen := 0; ; {
		d := s.data()
		d = d[min(int64(len(d)), at-s.base):]
		if i := bytes.IndexByte(d[seen:], s.kind.eol()); i >= 0 {
			return d[:seen+i+1], true
		}
		seen = len(d)
		if s.eof || int64(seen) > s.reach {
			return d, false
		}
		s.fill()
	}
}

// A place is where the first message of a file starts: at the offset line stands its
// From_ line, and header bytes from the start of the file on its header, or 0 if it has no
// such line.
type place struct{ line, header int64 }

// splitterAt returns a splitter that has gone through the lines before from, as far
// back as they matter: those one reach back, and those of one more if an extent among
// the former goes beyond from, for one before may cross it. Where the bytes before from cannot
// be read, those after it are read without them.
func splitterAt(from, reach int64, first place, open func(at int64) *splitter) *splitter {
	for n := int64(1); ; n++ {
		at := max(from-n*reach, 0)
		s := open(at)
		end := s.end
		s.end = from
		if first.header > 0 && at <= first.line {
			s.opens(first.line, first.header)
		}
		at = max(at, first.line+1)
		for sep := 1; sep > 0; at++ {
			at, sep = s.next(at, at, true)
		}
		s.end = end
		switch {
		case s.err != nil && s.base+int64(len(s.data())) <= from:
			return open(from)
		case n == 2 || !s.ends.beyond(from):
			return s
		}
	}
}

// beyond drops the offsets up to at, and reports whether there are others.
func (o *offsets) beyond(at int64) bool {
	for len(*o) > 0 && (*o)[0] <= at {
		heap.Pop(o)
	}
	return len(*o) > 0
}

// offsets is a heap of offsets, the least of them first.
type offsets []int64

func (o offsets) Len() int           { return len(o) }
func (o offsets) Less(i, j int) bool { return o[i] < o[j] }
func (o offsets) Swap(i, j int)      { o[i], o[j] = o[j], o[i] }
func (o *offsets) Push(x any)        { *o = append(*o, x.(int64)) }
func (o *offsets) Pop() any {
	n := len(*o) - 1
	x := (*o)[n]
	*o = (*o)[:n]
	return x
}
