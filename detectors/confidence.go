package detectors

// A share says how many of 100 findings are right that a detector states with
// so many hundredths of confidence.
type share struct {
	element Element
	partial bool
	stated  uint8
	right   uint8
}

// shares are measured: docs/detection.md says on which texts, and with which
// command they are measured again. What is not listed stands as it is stated.
var shares = []share{
	{Name, false, 60, 45}, {Name, false, 65, 52}, {Name, false, 70, 90}, {Name, false, 75, 92}, {Name, false, 80, 95}, {Name, false, 85, 97}, {Name, false, 90, 95}, {Name, false, 92, 97}, {Name, false, 95, 98},
	{Name, true, 80, 88}, {Name, true, 85, 92}, {Name, true, 90, 92}, {Name, true, 93, 97}, {Name, true, 95, 97},
	{Phone, false, 60, 93}, {Phone, false, 70, 97}, {Phone, false, 80, 98}, {Phone, false, 85, 98}, {Phone, false, 95, 98}, {Phone, false, 98, 99},
	{Place, false, 60, 95}, {Place, false, 70, 70}, {Place, false, 75, 95}, {Place, false, 80, 97}, {Place, false, 85, 95}, {Place, false, 90, 97},
	{PostalAddress, false, 80, 97}, {PostalAddress, false, 85, 98}, {PostalAddress, false, 96, 98}, {PostalAddress, true, 60, 95}, {PostalAddress, true, 80, 96},
	{IPAddress, false, 70, 73},
}

// measured is shares by element, by partial, and by what is stated.
var measured = func() (t [Elements][2][101]uint8) {
	for _, s := range shares {
		t[s.element][partialIndex(s.partial)][s.stated] = s.right
	}
	return t
}()

func partialIndex(partial bool) int {
	if partial {
		return 1
	}
	return 0
}

// measure puts measured confidence in place of what detectors state; rules of the user's own
// say it themselves.
func measure(fs []Finding, rules bool) {
	for i := range fs {
		f := &fs[i]
		right := measured[f.Element][partialIndex(f.Partial)][int(f.Confidence*100+.5)]
		if right > 0 && !f.Candidate && !(rules && f.ByRule()) {
			f.Confidence = float32(right) / 100
		}
	}
}
