package scanner

import (
	"sort"
	"strings"
)

// An anchor is a name that the findings around it belong to.
type anchor struct {
	at    int // finding
	name  string
	owner int // anchor of the same name that came first
}

// setOwners joins the anchors of one person: the same name, or an initial that
// fits one whole name alone.
func setOwners(anchors []anchor) {
	if len(anchors) == 1 {
		return // it owns itself: anchor 0
	}
	first := make(map[string]int, len(anchors))   // anchor that has a name first
	whole := make(map[string][]int, len(anchors)) // by family: anchors with a name of their own that is no initial
	for k := range anchors {
		name := strings.ToLower(anchors[k].name)
		j, known := first[name]
		if !known {
			j, first[name] = k, k
			if _, family := cutName(name); !initialOnly(name) {
				whole[family] = append(whole[family], k)
			}
		}
		anchors[k].owner = j
	}
	for k := range anchors {
		name := strings.ToLower(anchors[k].name)
		if !initialOnly(name) {
			continue
		}
		if j := anchors[k].owner; j != k {
			anchors[k].owner = anchors[j].owner
			continue
		}
		_, family := cutName(name)
		fits, n := 0, 0
		for _, j := range whole[family] {
			if sameName(anchors[j].name, name) {
				fits = j
				n++
			}
		}
		if n == 1 {
			anchors[k].owner = fits
		}
	}
}

func initialOnly(name string) bool {
	given, _ := cutName(name)
	return len(given) == 1
}

// sameName reports whether two normalised names of one text are one person's:
// the same family name, and given names that are the same or one of them the
// initial of the other.
func sameName(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	ga, fa := cutName(a)
	gb, fb := cutName(b)
	if !strings.EqualFold(fa, fb) || ga == "" || gb == "" {
		return false
	}
	return strings.HasPrefix(ga, gb) && len(gb) == 1 || strings.HasPrefix(gb, ga) && len(ga) == 1
}

func cutName(s string) (given, family string) {
	given, family, ok := strings.Cut(s, " ")
	if !ok {
		return "", s
	}
	if k := strings.LastIndexByte(family, ' '); k >= 0 {
		family = family[k+1:]
	}
	return given, family
}

// nearest returns the anchor that finding i belongs to. Between a name before
// it and one behind it the one in its sentence counts, then the one on its
// line, then the one in its paragraph. Where both stand in its sentence the one
// before it does, unless the sentence begins with a value and not with a name.
func nearest(it *Item, anchors []anchor, rest []int, i int) int {
	if len(anchors) == 1 {
		return 0
	}
	behind := sort.Search(len(anchors), func(k int) bool { return it.Findings[anchors[k].at].Start > it.Findings[i].Start })
	before := behind - 1
	if before < 0 {
		return behind
	}
	if behind == len(anchors) {
		return before
	}
	b, a := apart(it, anchors[before].at, i), apart(it, i, anchors[behind].at)
	if a < b || a == b && a <= sameLine && valueFirst(it, anchors[:behind], rest, i) {
		return behind
	}
	return before
}

// How far two findings are apart.
const (
	sameSentence = iota
	sameLine
	sameParagraph
	otherParagraph
)

// maxParagraph is how many bytes of text may stand between two findings of one
// paragraph.
const maxParagraph = 4096

// apart tells how far finding j is behind finding i.
func apart(it *Item, i, j int) int {
	a, b := it.Findings[i].End, it.Findings[j].Start
	if b <= a {
		return sameSentence
	}
	if b-a > maxParagraph {
		return otherParagraph
	}
	between := it.Text.Data[a:b]
	switch {
	case paragraphs(between) > 0:
		return otherParagraph
	case strings.IndexByte(between, '\n') >= 0:
		return sameParagraph
	case strings.Contains(between, ". ") || strings.Contains(between, "; ") || strings.Contains(between, "! ") || strings.Contains(between, "? "):
		return sameLine
	}
	return sameSentence
}

// valueFirst reports whether the line of finding i, as far as it is one
// paragraph, has a value before its first name; anchors are those before i.
func valueFirst(it *Item, anchors []anchor, rest []int, i int) bool {
	at := it.Findings[i].Start
	start := lineStart(it.Text.Data, at, maxParagraph)
	if start < 0 {
		start = at - maxParagraph
	}
	here := func(j int) bool { return it.Findings[j].End > start }
	name := sort.Search(len(anchors), func(k int) bool { return here(anchors[k].at) })
	if name == len(anchors) {
		return true
	}
	first := sort.Search(len(rest), func(k int) bool { return here(rest[k]) })
	return rest[first] < anchors[name].at
}

// paragraphs counts the empty lines in s, quoted ones included.
func paragraphs(s string) int {
	n := strings.Count(s, "\n\n")
	for level := 1; level < 4 && n == 0; level++ {
		n = strings.Count(s, "\n"+strings.Repeat("> ", level)+"\n") + strings.Count(s, "\n"+strings.Repeat(">", level)+"\n")
	}
	return n
}
