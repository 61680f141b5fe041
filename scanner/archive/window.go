package archive

// A window holds the past output that may be referred to.
type window struct {
	b     []byte // grows up to size
	size  int
	from  int   // first byte of b that was not given out
	to    int   // of b, where the next byte is written
	total int64 // bytes written since the start or the last reset
}

const firstWindow = 64 << 10

func newWindow(size int) *window {
	size = max(size, 4096)
	return &window{b: make([]byte, min(size, firstWindow)), size: size}
}

// room returns how many bytes can be written before the next flush.
func (w *window) room() int {
	if w.to == len(w.b) {
		if len(w.b) < w.size {
			b := make([]byte, min(2*len(w.b), w.size))
			copy(b, w.b)
			w.b = b
		} else {
			w.to, w.from = 0, 0
		}
	}
	return min(len(w.b)-w.to, 64<<10)
}

// flush moves what was written to b.
func (w *window) flush(b []byte) int {
	n := copy(b, w.b[w.from:w.to])
	w.from += n
	return n
}

// read moves bytes to b, which more writes, up to the error err.
func (w *window) read(b []byte, err *error, more func()) (int, error) {
	for {
		if n := w.flush(b); n > 0 || len(b) == 0 {
			return n, nil
		}
		if *err != nil {
			return 0, *err
		}
		more()
	}
}

func (w *window) put(c byte) {
	w.b[w.to] = c
	w.to++
	w.total++
}

// back returns the byte at distance d, of which 1 is the last one.
func (w *window) back(d int) byte {
	i := w.to - d
	if i < 0 {
		i += len(w.b)
	}
	return w.b[i]
}

// has reports whether there is a byte at distance d.
func (w *window) has(d int) bool { return int64(d) <= w.total && d <= len(w.b) }

// repeat writes n bytes from distance d. There is room for them.
func (w *window) repeat(d, n int) {
	i := w.to - d
	w.total += int64(n)
	if i >= 0 && d >= n {
		w.to += copy(w.b[w.to:w.to+n], w.b[i:i+n])
		return
	}
	if i < 0 {
		i += len(w.b)
	}
	for ; n > 0; n-- {
		w.b[w.to] = w.b[i]
		w.to++
		if i++; i == len(w.b) {
			i = 0
		}
	}
}
