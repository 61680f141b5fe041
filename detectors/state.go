package detectors

import "strings"

// stateNames maps the hashes of the names of states to their codes.
var stateNames = func() map[uint64]string {
	m := map[uint64]string{}
	for code, name := range stateTable {
		a, b, two := strings.Cut(name, " ")
		h := hashWord(a)
		if two {
			h = joinHash(h, hashWord(b))
		}
		m[h] = code
	}
	return m
}()

var stateTable = map[string]string{
	"AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado", "CT": "connecticut", "DE": "delaware", "FL": "florida", "GA": "georgia", "HI": "hawaii",
	"ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota",
	"MS": "mississippi", "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey", "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota",
	"OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "PR": "puerto rico", "RI": "rhode island", "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah",
	"VT": "vermont", "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
}

// zipStates gives the states of the first three digits of a ZIP (USPS DMM, L002):
// each pair is the last prefix of a run and the states in it.
var zipStates = []struct {
	last   int
	states string
}{
	{4, ""}, {5, "NY"}, {9, "PR VI"}, {27, "MA"}, {29, "RI"}, {38, "NH"}, {49, "ME"}, {59, "VT"}, {62, "CT"}, {63, "CT NY"}, {69, "CT"}, {89, "NJ"}, {99, "AE"},
	{149, "NY"}, {196, "PA"}, {199, "DE"}, {205, "DC MD VA"}, {219, "MD DC"}, {246, "VA WV"}, {268, "WV"}, {289, "NC"}, {299, "SC"}, {319, "GA"}, {339, "FL"}, {340, "AA FL"}, {349, "FL"},
	{352, "AL"}, {369, "AL"}, {385, "TN"}, {397, "MS"}, {399, "GA"}, {427, "KY"}, {458, "OH"}, {479, "IN"}, {499, "MI"}, {528, "IA"}, {549, "WI"}, {567, "MN"}, {569, "DC"}, {577, "SD"}, {588, "ND"}, {599, "MT"},
	{629, "IL"}, {658, "MO"}, {679, "KS"}, {693, "NE"}, {714, "LA"}, {729, "AR"}, {732, "OK"}, {733, "TX"}, {749, "OK"}, {799, "TX"}, {816, "CO"}, {831, "WY"}, {838, "ID"}, {847, "UT"}, {865, "AZ"}, {884, "NM"}, {885, "TX"}, {898, "NV"},
	{961, "CA"}, {966, "AP"}, {968, "HI AS"}, {969, "GU MP"}, {979, "OR"}, {994, "WA"}, {999, "AK"},
}

// zipInState reports whether the USPS uses zip in the state of that code.
func zipInState(zip, code string) bool {
	p := atoi(zip[:3])
	for _, r := range zipStates {
		if p <= r.last {
			return strings.Contains(r.states, code) || r.states == "ID" && code == "WY" || p == 834 && code == "WY"
		}
	}
	return false
}
