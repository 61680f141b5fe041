package flow

// MarginText returns the lines of a head or foot of the page: its parts left,
// in the middle and right, without the codes of fonts, page numbers and the
// like (ISO/IEC 29500-1, 18.3.1.46; MS-XLS, 2.4.136).
func MarginText(v string) []string {
	var out []string
	var line []byte
	end := func() {
		if len(line) > 0 {
			out = append(out, string(line))
		}
		line = line[:0]
	}
	for i := 0; i < len(v); i++ {
		if v[i] != '&' || i+1 == len(v) {
			line = append(line, v[i])
			continue
		}
		i++
		switch c := v[i]; {
		case c == '&':
			line = append(line, '&')
		case c == 'L' || c == 'C' || c == 'R':
			end()
		case c == '"':
			for i+1 < len(v) && v[i+1] != '"' {
				i++
			}
			i++
		case c == 'K':
			const colour = 6
			for n := 0; n < colour && i+1 < len(v) && isHex(v[i+1]); n++ {
				i++
			}
		case '0' <= c && c <= '9':
			for i+1 < len(v) && '0' <= v[i+1] && v[i+1] <= '9' {
				i++
			}
		}
	}
	end()
	return out
}

// isHex reports whether c is a digit of a hexadecimal number.
func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c&^0x20 && c&^0x20 <= 'F'
}
