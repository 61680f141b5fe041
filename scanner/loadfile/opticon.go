package loadfile

import (
	"fmt"
	"strconv"
	"strings"
)

// An Image is one line of an Opticon list: a page, or a file of several pages.
type Image struct {
	Row    int
	ID     string // number of the page
	Volume string
	Path   string // as written
	First  bool   // a document begins with it
	Pages  int    // of the document, or of the file; 0: not said
}

// ParseOPT reads an Opticon list: image, volume, path, document break, folder
// break, box break, pages. Lines of another form are counted in a problem.
func ParseOPT(opt []byte) ([]Image, []Problem) {
	var out []Image
	odd, first, n := 0, 0, 0
	text, _ := decode(opt)
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		fields := strings.Split(line, ",")
		if len(fields) < 4 || len(fields) > 7 || fields[2] == "" {
			if odd++; first == 0 {
				first = n
			}
			continue
		}
		if len(out) == maxRows {
			return out, []Problem{{"too-many", fmt.Sprintf("more than %d images: the rest was not read", maxRows)}}
		}
		im := Image{Row: n, ID: strings.TrimSpace(fields[0]), Volume: strings.TrimSpace(fields[1]), Path: strings.TrimSpace(fields[2]), First: strings.EqualFold(strings.TrimSpace(fields[3]), "y")}
		if len(fields) == 7 {
			if pages, err := strconv.Atoi(strings.TrimSpace(fields[6])); err == nil && pages > 0 {
				im.Pages = pages
			}
		}
		out = append(out, im)
	}
	if odd > 0 {
		return out, []Problem{{"malformed", fmt.Sprintf("%d lines are no images; the first is line %d", odd, first)}}
	}
	return out, nil
}
