package index

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"exposed/scanner"
)

// segments calls yield with every segment of the case, in the order of names.
func (c *Case) segments(yield func(s *segment, name string, err error) error) error {
	entries, err := os.ReadDir(c.path(segmentDir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		s, err := openSegment(filepath.Join(c.path(segmentDir), e.Name()), c.vault)
		err = yield(s, e.Name(), err)
		if s != nil {
			s.close()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// units returns the units of sources in the order of the evidence, and the
// names of the segments that have none of them.
func (c *Case) units(sources []scanner.Source) (units []unit, stale []string, err error) {
	current := currentSources(sources)
	settings := c.info.Settings.digest()
	err = c.segments(func(s *segment, _ string, err error) error {
		if err != nil {
			return fmt.Errorf("%w; run exposed scan again", err)
		}
		used := false
		for i := range s.units {
			if s.settings == settings && current.has(s.units[i].Source) {
				units, used = append(units, s.units[i]), true
			}
		}
		if !used {
			stale = append(stale, s.name)
		}
		return nil
	})
	return inOrder(units), stale, err
}

// inOrder sorts units and leaves one of equal ones.
func inOrder(units []unit) []unit {
	slices.SortStableFunc(units, func(a, b unit) int { return a.order(&b) })
	return slices.CompactFunc(units, func(a, b unit) bool { return a.order(&b) == 0 })
}

// A sourceSet holds the present state of sources by path.
type sourceSet map[string]scanner.Source

func currentSources(sources []scanner.Source) sourceSet {
	set := make(sourceSet, len(sources))
	for _, s := range sources {
		set[s.Path] = s
	}
	return set
}

// has reports whether s is as it was scanned.
func (set sourceSet) has(s scanner.Source) bool {
	now, ok := set[s.Path]
	return ok && now.Size == s.Size && now.ModTime.UnixNano() == s.ModTime.UnixNano() && now.Custodian == s.Custodian
}

// tile drops from units, which are in order, those that others cover, and
// returns the paths of the sources that the rest covers in full. Of a source in
// several ranges a further unit has the digest.
func tile(units []unit) (kept []unit, whole map[string]bool) {
	whole = map[string]bool{}
	for len(units) > 0 {
		n := 1
		for n < len(units) && units[n].Source.Path == units[0].Source.Path {
			n++
		}
		var at int64
		var ranges int
		var digest bool
		for _, u := range units[:n] {
			switch {
			case u.Digest:
				digest = true
			case u.Start != at || ranges > 0 && u.Start == u.End:
				continue
			default:
				at = u.End
				ranges++
			}
			kept = append(kept, u)
		}
		if at == units[0].Source.Size && (ranges == 1 || ranges > 1 && digest) {
			whole[units[0].Source.Path] = true
		}
		units = units[n:]
	}
	return kept, whole
}
