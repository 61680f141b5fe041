package legacy

import "strings"

// shownCode returns what is shown of a field that has a code and no result: the
// text of a button, and the parts of an equation, as which text with its reading
// above is written (ISO/IEC 29500-1, 17.16.5.34 and 17.16.5.19).
func shownCode(code []byte) []byte {
	s := string(code)
	words := strings.Fields(s)
	switch {
	case len(words) > 2 && strings.EqualFold(words[0], "MACROBUTTON"):
		return []byte(strings.Join(words[2:], " "))
	case len(words) > 1 && strings.EqualFold(words[0], "EQ"):
		return equation(s)
	}
	return nil
}

// equation returns the texts of the arguments in the code of an equation, with
// blanks between them.
func equation(code string) []byte {
	var out []byte
	depth := 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\':
			i += switchLength(code[i+1:])
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
			out = append(out, ' ')
		case ',', ';':
			out = append(out, ' ')
		default:
			if depth > 0 {
				out = append(out, c)
			}
		}
	}
	return []byte(strings.Join(strings.Fields(string(out)), " "))
}

// switchLength returns the length of the switch that code starts with: its
// letters, and the number behind them. A switch may be a bracket, as it is drawn.
func switchLength(code string) int {
	n := 0
	for n < len(code) && 'a' <= code[n]|0x20 && code[n]|0x20 <= 'z' {
		n++
	}
	if n == 0 {
		return min(1, len(code))
	}
	k := n
	for k < len(code) && code[k] == ' ' {
		k++
	}
	for ; k < len(code) && '0' <= code[k] && code[k] <= '9'; k++ {
		n = k + 1
	}
	return n
}
