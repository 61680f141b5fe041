package document

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/gogs/chardet"
)

// When a charset that nobody declared is believed.
const (
	guessBytes      = 32 << 10 // of a text that are looked at
	guessHigh       = 24       // bytes above 127 that there must be
	guessConfidence = 40       // in percent, of the detector
)

// guessed returns b in the charset that it seems to be in and whether each byte
// has a character in it; s, which is b otherwise read, if there is none.
func guessed(b []byte, s string) (string, bool) {
	d := guess(b)
	if d == nil {
		return s, false
	}
	t, exact := d(b)
	if strings.Count(t, "\uFFFD") > len(t)/1000 {
		return s, false
	}
	return lines(t), exact
}

// guess returns the decoder of the charset that b, which is not UTF-8, is
// most likely in by the frequency of its characters; nil if that is no other
// than windows-1252, or not sure.
func guess(b []byte) decoder {
	start := max(0, bytes.IndexFunc(b, func(r rune) bool { return r > 127 }))
	b = b[start:min(len(b), start+guessBytes)]
	if highBytes(b) < guessHigh {
		return nil
	}
	all, err := chardet.NewTextDetector().DetectAll(b)
	if err != nil {
		return nil
	}
	best := slices.MinFunc(all, func(a, b chardet.Result) int { // those that are as likely come in any order
		return cmp.Or(b.Confidence-a.Confidence, strings.Compare(a.Charset, b.Charset))
	})
	name := strings.ToLower(best.Charset)
	if best.Confidence < guessConfidence {
		return nil
	}
	switch name {
	case "windows-1252", "iso-8859-1", "utf-8":
		return nil
	}
	return decoderOf(name)
}

func highBytes(b []byte) (n int) {
	for _, c := range b {
		n += int(c >> 7)
	}
	return n
}
