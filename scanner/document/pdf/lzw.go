package pdf

// unlzw returns up to limit bytes of LZW data (ISO 32000-1, 7.4.4). With early,
// codes get longer one code sooner. It reports false if the data is damaged.
func unlzw(data []byte, early, limit int) ([]byte, bool) {
	const (
		clearCode = 256
		endCode   = 257
		codes     = 1 << 12
	)
	var (
		prefix [codes]uint16
		suffix [codes]byte
		length [codes]uint16
		out    []byte
		bits   uint32
		have   uint
	)
	next, width, last := 258, uint(9), -1
	for len(out) < limit {
		for have < width && len(data) > 0 {
			bits = bits<<8 | uint32(data[0])
			data = data[1:]
			have += 8
		}
		if have < width {
			return out, true // QUIRK: the code of the end is often missing
		}
		code := int(bits>>(have-width)) & (1<<width - 1)
		have -= width
		switch {
		case code == endCode:
			return out, true
		case code == clearCode:
			next, width, last = 258, 9, -1
			continue
		case code > next || code == next && last < 0 || code >= 258 && last < 0:
			return out, false
		}
		start := len(out)
		from := code
		if code == next {
			from = last
		}
		n := 1
		if from >= 258 {
			n = int(length[from])
		}
		for range n {
			out = append(out, 0)
		}
		c := from
		for i := start + n - 1; i > start; i-- {
			out[i] = suffix[c]
			c = int(prefix[c])
		}
		out[start] = byte(c)
		if code == next {
			out = append(out, byte(c))
		}
		if last >= 0 && next < codes {
			prefix[next], suffix[next], length[next] = uint16(last), out[start], 2
			if last >= 258 {
				length[next] = length[last] + 1
			}
			next++
		}
		last = code
		for width < 12 && next+early >= 1<<width {
			width++
		}
	}
	return out[:limit], true
}
