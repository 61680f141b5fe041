package mailbox

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"strconv"
)

// A yHead is the words of a line of yEnc that begins with "=y".
type yHead struct {
	part, total int64
	begin, end  int64
	size        int64  // -1: not given
	crc         uint32 // of what the block holds
	hasCRC      bool
	name        string
}

// yEncoded reads the block that text begins with in the form of yEnc (yEnc
// draft 1.3): "=ybegin", "=ypart" where the file is in several, the bytes, and "=yend".
// A block without its end ends with its declared bytes, else before the next block.
func yEncoded(text []byte, _ int) (encoded, bool) {
	line, pos := cutLine(text, false)
	h := yHead{size: -1}
	h.read(line[len("=ybegin "):])
	if h.size < 0 || h.name == "" {
		return encoded{}, false
	}
	e := encoded{name: h.name}
	want := h.size
	if line, n := cutLine(text[pos:], false); bytes.HasPrefix(line, []byte("=ypart ")) {
		h.read(line[len("=ypart "):])
		pos += n
		want = h.end - h.begin + 1
	}
	ended := e.yLines(text, pos, want, &h)
	e.yCheck(&h, want, ended)
	return e, true
}

// read takes the words of a line behind its first one. The name is the last and may have blanks.
func (h *yHead) read(words []byte) {
	for len(words) > 0 {
		words = bytes.TrimLeft(words, " ")
		if name, ok := bytes.CutPrefix(words, []byte("name=")); ok {
			h.name = toUTF8("", bytes.Trim(name, " \""))
			return
		}
		word, rest, _ := bytes.Cut(words, []byte(" "))
		words = rest
		key, value, _ := bytes.Cut(word, []byte("="))
		h.set(string(key), string(value))
	}
}

func (h *yHead) set(key, value string) {
	if key == "pcrc32" || key == "crc32" && !h.hasCRC && h.part == 0 {
		n, err := strconv.ParseUint(value, 16, 32)
		h.crc, h.hasCRC = uint32(n), err == nil
		return
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 0 {
		return
	}
	switch key {
	case "part":
		h.part = n
	case "total":
		h.total = n
	case "begin":
		h.begin = n
	case "end":
		h.end = n
	case "size":
		if h.size < 0 {
			h.size = n
		}
	}
}

// yLines decodes the lines at pos and reports whether the block's end was there.
func (e *encoded) yLines(text []byte, pos int, want int64, h *yHead) bool {
	e.data = make([]byte, 0, min(max(want, 0), int64(len(text))))
	for pos < len(text) {
		line, n := cutLine(text[pos:], false)
		if rest, ok := bytes.CutPrefix(line, []byte("=yend")); ok {
			h.read(rest)
			e.end = pos + n
			return true
		}
		if bytes.HasPrefix(line, []byte("=ybegin ")) || int64(len(e.data)) == want && want > 0 {
			break
		}
		// QUIRK: RFC 3977, 3.1.1: what news servers sent still has its first dot doubled.
		e.data = appendY(e.data, bytes.TrimPrefix(line, dot(line)))
		pos += n
	}
	e.end = pos
	return false
}

// dot returns the dot that was added to a line which begins with two, or nil.
func dot(line []byte) []byte {
	if len(line) > 1 && line[0] == '.' && line[1] == '.' {
		return line[:1]
	}
	return nil
}

// appendY appends the bytes of one line.
func appendY(dst, line []byte) []byte {
	for i := 0; i < len(line); i++ {
		c := line[i]
		if c == '=' && i+1 < len(line) {
			i++
			c = line[i] - 64
		}
		dst = append(dst, c-42)
	}
	return dst
}

// yCheck notes what is wrong with the block, and what of its file it is.
func (e *encoded) yCheck(h *yHead, want int64, ended bool) {
	switch {
	case !ended:
		e.flaw("malformed", "yEnc without end", e.end)
	case int64(len(e.data)) != want:
		e.flaw("malformed", fmt.Sprintf("yEnc: %d bytes of %d", len(e.data), want), e.end)
	case h.hasCRC && crc32.ChecksumIEEE(e.data) != h.crc:
		e.flaw("corrupt", "yEnc: the checksum differs", e.end)
	}
	switch {
	case h.total > 1:
		e.flaw("missing", fmt.Sprintf("part %d of %d of a file, the others are elsewhere: yEnc", h.part, h.total), 0)
	case h.part > 0 && (h.begin > 1 || h.end < h.size):
		e.flaw("missing", fmt.Sprintf("part %d of a file, bytes %d to %d of %d, the others are elsewhere: yEnc", h.part, h.begin, h.end, h.size), 0)
	}
}
