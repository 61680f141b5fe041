package detectors

import "strings"

// territoryNames are what ISO 3166-1 lists beside the state that it belongs to,
// and the countries of the United Kingdom.
const territoryNames = `uk: england, scotland, wales, northern ireland, jersey, guernsey, isle of man, gibraltar, bermuda, anguilla, cayman islands, montserrat, falkland islands, british virgin islands
	|usa: guam, american samoa, northern mariana islands, us virgin islands|china: hong kong, macau, macao, taiwan
	|france: guadeloupe, martinique, mayotte, reunion, french guiana, french polynesia, new caledonia|netherlands: aruba, bonaire, curacao, sint maarten
	|denmark: greenland, faroe islands|norway: svalbard|finland: aland islands|new zealand: cook islands, niue, tokelau|australia: norfolk island, christmas island`

// territories maps the hashes of those names to those of their states.
var territories = func() map[uint64]uint64 {
	m := make(map[uint64]uint64)
	for s := range strings.SplitSeq(territoryNames, "|") {
		state, names, _ := strings.Cut(s, ":")
		for name := range strings.SplitSeq(names, ",") {
			m[placeHash(name)] = placeHash(state)
		}
	}
	return m
}()

// placeHash is the hash that the words of a name have in the gazetteer.
func placeHash(name string) (h uint64) {
	placeWords(name, func(s string) {
		if h == 0 {
			h = sameWord(hashWord(s))
		} else {
			h = joinHash(h, sameWord(hashWord(s)))
		}
	})
	return h
}

// hashOfWords is placeHash of the tokens from to to, which are words.
func (w *work) hashOfWords(from, to int) uint64 {
	h := sameWord(w.toks[from].hash)
	for j := from + 1; j < to; j++ {
		h = joinHash(h, sameWord(w.toks[j].hash))
	}
	return h
}

var unitedStates, unitedKingdom = newWordSet(hashUS, hashUSA, placeHash("united states"), placeHash("united states of america")), newWordSet(hashUK, placeHash("united kingdom"), placeHash("great britain"))

// apart reports whether the state or country in tokens from to i and that in the n
// tokens from i on are two places: Russia, China, but not Georgia, USA.
func (w *work) apart(text string, from, i, n int) bool {
	info := w.placeOf(from, i)
	k, _ := w.stateAt(text, from)
	american := k > 0 && from+k == i
	if info&isCountry == 0 && !american || w.zipEnds(text, i+n) > i+n {
		return false
	}
	if m, code := w.stateAt(text, i); m > 0 {
		return info&stateBit(code) == 0
	}
	first, second := w.hashOfWords(from, i), w.hashOfWords(i, i+n)
	switch of := territories[first]; {
	case first == second:
		return false
	case unitedStates.has(second):
		return !american && of != hashUSA
	case unitedKingdom.has(second):
		return of != hashUK
	default:
		return of == 0 || of != second
	}
}
