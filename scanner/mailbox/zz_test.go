package mailbox

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	out, _ := os.Create("/tmp/mw.jsonl")
	defer out.Close()
	enc := json.NewEncoder(out)
	root := "/work/shared/corpora"
	var total int64
	var dur time.Duration
	nohead := 0
	ents, _ := os.ReadDir(root)
	for _, e := range ents {
		if !strings.HasPrefix(e.Name(), "eml-") && e.Name() != "spamassassin-public" {
			continue
		}
		filepath.WalkDir(filepath.Join(root, e.Name()), func(p string, d fs.DirEntry, err error) error {
			if d.IsDir() {
				return nil
			}
			raw, _ := os.ReadFile(p)
			st := time.Now()
			parts := Parse(raw, DefaultLimits)
			dur += time.Since(st)
			total += int64(len(raw))
			var b strings.Builder
			var probs []string
			for _, q := range parts {
				for _, pr := range q.Problems {
					probs = append(probs, pr.Reason+" "+pr.Detail)
				}
				if strings.HasPrefix(q.Type, "text/") || strings.HasPrefix(q.Type, "message/") {
					b.WriteString(toUTF8(q.Charset, q.Body))
					b.WriteString("\n")
				}
				if q.Root {
					for _, f := range q.Header {
						b.WriteString(f.Name + ": " + f.Value + "\n")
					}
				}
			}
			if len(parts[0].Header) == 0 {
				nohead++
				fmt.Println("no header", p)
			}
			enc.Encode(map[string]any{"file": p, "text": b.String(), "problems": probs, "n": len(parts), "is": IsMessage(raw[:min(len(raw), 4096)]), "mbox": IsMbox(raw[:min(len(raw), 4096)])})
			return nil
		})
	}
	fmt.Println(total, dur, float64(total)/1e6/dur.Seconds(), "MB/s nohead", nohead)
}
