package detectors

import "strings"

// whyDisplayName is why a display name in a header is a name.
const whyDisplayName = "display name"

// minTaught is the number of letters that a word has at least to be taught.
const minTaught = 3

// teachable reports whether a normalised name has two words at least that can
// be taught: that are names wherever else they stand in the evidence.
func teachable(name string) bool {
	given, family := NameParts(name)
	return len(name) > len(given) && !untaught(given) && !untaught(family)
}

// teaches reports whether the name before addr in a header proves its words to
// be names: the mailbox has one of them, as in "Ann Lee <alee@example.com>".
func teaches(name, addr string) bool {
	given, family := NameParts(name)
	return teachable(name) && namesMailbox(addr, given, family)
}

// untaught reports whether a word is too short to be taught, or one of the
// language that nobody in the census was called.
func untaught(word string) bool {
	f := baseLexicon().get(hashWord(word))
	return len(word) < minTaught || f&(inDictionary|neverName|companyWord) != 0 && f&(givenMask|surnameMask) == 0
}

// CommonWord reports whether a word is one of the language: as a surname alone
// it proves little.
func CommonWord(word string) bool {
	return baseLexicon().get(hashWord(word))&(inDictionary|neverName) != 0
}

// namesMailbox reports whether the local part of addr has one of the words or is their initials. Its
// domain has none, as that of a company or a list has, unless the census knows
// the first as a given name: "ann@lee.example".
func namesMailbox(addr, given, family string) bool {
	local, _, _ := strings.Cut(addr, "@")
	if inDomain(addr, given, family) && baseLexicon().get(hashWord(given)).given() == 0 {
		return false
	}
	given, family = foldWord(given), foldWord(family)
	if len(local) == 2 && len(given) > 0 && len(family) > 0 && local[0] == given[0] && local[1] == family[0] {
		return true
	}
	return len(given) >= minTaught && strings.Contains(local, given) || len(family) >= minTaught && strings.Contains(local, family)
}

// inDomain reports whether the domain of addr has one of the words.
func inDomain(addr, given, family string) bool {
	_, domain, _ := strings.Cut(addr, "@")
	for _, s := range []string{foldWord(given), foldWord(family)} {
		if len(s) >= minTaught && strings.Contains(domain, s) {
			return true
		}
	}
	return false
}

// foldWord returns s in lower case without accents and apostrophes.
func foldWord(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r != '\'' && r != '’' && r != 'ʼ' {
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

// NameParts returns the given name and the surname of a normalised name; of a
// single word, it twice.
func NameParts(value string) (given, family string) {
	given, _, _ = strings.Cut(value, " ")
	return given, value[strings.LastIndexByte(value, ' ')+1:]
}
