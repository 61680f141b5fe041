package detectors

import "strings"

// stateEndsAt reports whether a state stands at token j, with what ends an address behind it.
func (w *work) stateEndsAt(text string, j int) bool {
	n, _ := w.stateAt(text, j)
	return n > 0 && w.stateEnds(text, j, n)
}

// stateEnds reports whether what follows the n tokens of the state at token j fits: a ZIP, the
// end of the line, or any sign but a further capital word of the city.
func (w *work) stateEnds(text string, j, n int) bool {
	k := j + n
	if k >= len(w.toks) {
		return true
	}
	if w.zipEnds(text, k) > k {
		return true
	}
	if w.tokenLen(j) == 2 && w.toks[j].kind != upper {
		return w.toks[j].kind == lowword && w.townInState(j, stateBit(strings.ToUpper(text[w.toks[j].start:w.toks[j].end])))
	}
	if w.toks[j].kind == lowword {
		return w.sepAt(text, k)&(sepComma|sepLine) != 0 || w.townInState(j, w.stateBitAt(text, j))
	}
	if strings.ContainsAny(text[w.toks[j-1].end:w.toks[j].start], ",\t|") {
		return text[w.toks[k-1].end:w.toks[k].start] != " " || w.toks[k].kind == lowword || w.countryAt(text, k) > 0
	}
	return w.sepAt(text, k)&(sepComma|sepLine|sepStop|sepOther|sepBracket) != 0 || w.toks[k].kind == lowword
}

// townInState reports whether a town of that state ends before token j.
func (w *work) townInState(j int, state placeInfo) bool {
	for n := 1; n <= maxTown && n < j; n++ {
		if w.placeOf(j-n, j)&state != 0 {
			return true
		}
	}
	return false
}

func (w *work) stateBitAt(text string, j int) placeInfo {
	_, code := w.stateAt(text, j)
	return stateBit(code)
}

// zipEnds returns the token behind the ZIP at token j, j if there is none: five
// digits, nine, or five and four.
func (w *work) zipEnds(text string, j int) int {
	if j >= len(w.toks) || w.toks[j].kind != number || w.toks[j].glued {
		return j
	}
	n := w.tokenLen(j)
	if n == 4 && w.lostZero(text, j) {
		return j + 1
	}
	if n != 5 && n != 9 || !w.sepAt(text, j).only(sepBlank|sepComma|sepStop|sepLine) {
		return j
	}
	if e := int(w.toks[j].end); e < len(text) && wordByte(text[e]) {
		dash := strings.HasPrefix(text[e:], "—") || strings.HasPrefix(text[e:], "–")
		if k := j + 1; dash && n == 5 && k < len(w.toks) && w.toks[k].kind == number && w.tokenLen(k) == 4 && int(w.toks[k].start) == e+len("—") {
			return k + 1
		}
		return j
	}
	if k := j + 1; n == 5 && k < len(w.toks) && w.toks[k].kind == number && w.tokenLen(k) == 4 && w.sepAt(text, k) == sepHyphen {
		return k + 1
	}
	if k := j + 1; n == 5 && k < len(w.toks) && w.toks[k].kind == number && w.tokenLen(k) == 4 && w.sepAt(text, k) == sepBlank && (w.partEnds(text, k+1) || w.toks[k+1].kind == lowword && !yearLike(text[w.toks[k].start:w.toks[k].end])) {
		return k + 1
	}
	return j + 1
}

// zipWrong returns the token behind what stands in the place of a ZIP at token j
// and has too few or too many digits, j if there is nothing like it.
func (w *work) zipWrong(text string, j int) int {
	if j >= len(w.toks) || w.toks[j].kind != number || w.toks[j].glued || w.sepAt(text, j) != sepBlank {
		return j
	}
	if n := w.tokenLen(j); n != 4 && !within(n, 6, 10) {
		return j
	}
	k := j + 1
	if k < len(w.toks) && w.toks[k].kind == number && w.tokenLen(k) == 4 && w.sepAt(text, k) == sepHyphen {
		k++
	}
	if w.partEnds(text, k) || w.toks[k].kind == lowword && w.toks[k].flags&(fillerWord|neverName) != 0 {
		return k
	}
	return j
}

// lostZero reports whether the four digits at token j are a ZIP that a
// spreadsheet took the zero from: those of New England and New Jersey begin with it.
func (w *work) lostZero(text string, j int) bool {
	t := &w.toks[j-1]
	if t.flags&stateCode == 0 || t.kind != upper || t.end-t.start != 2 || !w.sepAt(text, j).only(sepBlank|sepComma) || !w.partEnds(text, j+1) && w.toks[min(j+1, len(w.toks)-1)].kind != lowword && w.sepAt(text, j+1)&sepStop == 0 {
		return false
	}
	return zipInState("0"+text[w.toks[j].start:w.toks[j].end], text[t.start:t.end])
}

// stateAt returns the number of tokens of the state at token j, and its code.
func (w *work) stateAt(text string, j int) (int, string) {
	t := &w.toks[j]
	if t.end-t.start == 1 && t.kind == title && j+1 < len(w.toks) && w.toks[j+1].kind == title && w.tokenLen(j+1) == 1 && text[t.end:w.toks[j+1].start] == "." { // N.Y.
		code := [2]byte{text[t.start], text[t.start+2]}
		if stateBit(string(code[:])) != 0 && w.toks[j].flags&directional == 0 || dotted[code] {
			return 2, string(code[:])
		}
		return 0, ""
	}
	if t.flags&(stateCode|stateWord) == 0 || t.glued {
		return 0, ""
	}
	if t.flags&stateCode != 0 && t.end-t.start == 2 {
		if t.kind == lowword && (j == 0 || w.toks[j-1].kind != lowword) {
			return 0, ""
		}
		return 1, strings.ToUpper(text[t.start:t.end])
	}
	if t.kind == lowword && (j == 0 || w.toks[j-1].kind != lowword) {
		return 0, ""
	}
	if t.flags&stateWord == 0 {
		return 0, ""
	}
	if t.hash == hashDistrict && j+2 < len(w.toks) && w.toks[j+1].hash == hashOf && w.toks[j+2].hash == hashColumbia {
		return 3, "DC"
	}
	if j+1 < len(w.toks) && text[t.end:w.toks[j+1].start] == " " {
		if code := stateNames[joinHash(t.hash, w.toks[j+1].hash)]; code != "" {
			return 2, code
		}
	}
	if code := stateNames[t.hash]; code != "" {
		return 1, code
	}
	return 0, ""
}

var hashDistrict, hashColumbia = hashWord("district"), hashWord("columbia")

// dotted are states whose codes are written with stops; N.E. is a direction.
var dotted = map[[2]byte]bool{{'N', 'Y'}: true, {'N', 'J'}: true, {'N', 'H'}: true, {'N', 'C'}: true, {'N', 'D'}: true, {'N', 'M'}: true, {'S', 'C'}: true, {'S', 'D'}: true, {'W', 'V'}: true}
