package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkText reads files of 50 pages; the bytes are those of the text.
func BenchmarkText(b *testing.B) {
	var list, prose strings.Builder
	for i := range 60 {
		list.WriteString(rows(760-12*float64(i), 12, []float64{36, 110, 220, 340, 420, 580}, []string{
			fmt.Sprint(100000000 + i), fmt.Sprintf("Roe, Jane %d", i), fmt.Sprintf("%d Main St", i), "Dayton OH", "45402", fmt.Sprintf(">$%d.00", 7*i),
		}))
		list.WriteByte('\n')
		prose.WriteString(at(72, 760-12*float64(i), "We write to tell you that the account that you have with us has changed since the last letter."))
	}
	for _, tt := range []struct{ name, content string }{{"list", list.String()}, {"prose", prose.String()}} {
		doc := newBuilder()
		for range 50 {
			contents := doc.stream("/Filter/FlateDecode", deflated(tt.content))
			doc.pages = append(doc.pages, doc.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", contents)))
		}
		file := doc.bytes()
		b.Run(tt.name, func(b *testing.B) {
			text, _ := Text(file)
			b.SetBytes(int64(len(text.Data)))
			b.ReportAllocs()
			for b.Loop() {
				Text(file)
			}
		})
	}
}
