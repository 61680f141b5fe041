package scanner

import (
	"fmt"
	"strings"
	"testing"
)

// piece is piece n of three of a message.
func piece(n int, id, body string) string {
	return fmt.Sprintf("From: dana@example.com\nSubject: list (%d of 3)\nMessage-ID: <p%d@example.com>\nContent-Type: message/partial; id=%q; number=%d; total=3\n\n%s", n, n, id, n, body)
}

// TestPieces joins messages that were sent in pieces, wherever these lie in a
// mailbox or a folder.
func TestPieces(t *testing.T) {
	bodies := []string{"Subject: the list\nMessage-ID: <whole@example.com>\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\nFirst,Last\n", "Marisol,Vega\n", "Calvin,Brooks\n"}
	var box strings.Builder
	for _, n := range []int{3, 1, 2} {
		fmt.Fprintf(&box, "From a@example.com Mon Jan  1 00:00:00 2024\n%s\n", strings.TrimSuffix(piece(n, "x", bodies[n-1]), "\n"))
	}
	lone := box.String() + "From a@example.com Mon Jan  1 00:00:00 2024\n" + piece(1, "y", bodies[0]) + "\n"
	for _, tt := range []struct {
		name, data    string
		joined, lacks int
	}{{"in.mbox", box.String(), 1, 0}, {"lone.mbox", lone, 1, 1}} {
		path := writeFile(t, t.TempDir(), tt.name, []byte(tt.data))
		whole := readFile(t, New(Config{}), path)
		if n, lacks := pieced(whole); n != tt.joined || lacks != tt.lacks {
			t.Errorf("%s: %d joined, %d lack others\n%s", tt.name, n, lacks, outlineAll(whole))
		}
		src := sourceAt(t, path)
		var shards []Shard
		for at := int64(0); at < src.Size; at += 100 {
			shards = append(shards, Shard{{Source: src, Start: at, End: min(at+100, src.Size)}})
		}
		got := ""
		for _, c := range scanShards(t, New(Config{}), shards) {
			got += outlineAll(c)
		}
		if got != outlineAll(whole) {
			t.Errorf("%s in ranges:\n%s", tt.name, got)
		}
	}
	dir := t.TempDir()
	for n, body := range bodies {
		writeFile(t, dir, fmt.Sprintf("%d.eml", 9-n), []byte(piece(n+1, "x", body)))
	}
	if n, lacks := pieced(readFile(t, New(Config{}), dir+"/9.eml")); n != 1 || lacks != 0 {
		t.Errorf("first file: %d joined, %d lack others", n, lacks)
	}
	if n, lacks := pieced(readFile(t, New(Config{}), dir+"/8.eml")); n != 0 || lacks != 0 {
		t.Errorf("second file: %d joined, %d lack others", n, lacks)
	}
}

// TestPiecesInArchives joins messages the pieces of which lie in archives.
func TestPiecesInArchives(t *testing.T) {
	bodies := []string{"Subject: the list\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\nFirst,Last\n", "Marisol,Vega\n", "Calvin,Brooks\n"}
	var box strings.Builder
	var files []string
	for _, n := range []int{3, 1, 2} {
		fmt.Fprintf(&box, "From a@example.com Mon Jan  1 00:00:00 2024\n%s\n", piece(n, "x", bodies[n-1]))
		files = append(files, fmt.Sprintf("%d.eml", n), piece(n, "x", bodies[n-1]))
	}
	for _, tt := range []struct {
		name          string
		data          []byte
		joined, lacks int
	}{
		{"box.zip", zipped(t, "in.mbox", box.String()), 1, 0},
		{"box.mbox.gz", gzipped(t, []byte(box.String())), 1, 0},
		{"files.zip", zipped(t, files...), 1, 0},
		{"files in files.zip", zipped(t, "in.zip", string(zipped(t, files...))), 1, 0},
		{"lacks.zip", zipped(t, files[:4]...), 0, 2},
	} {
		if n, lacks := pieced(readBytes(t, New(Config{}), tt.name, tt.data)); n != tt.joined || lacks != tt.lacks {
			t.Errorf("%s: %d joined, %d lack others", tt.name, n, lacks)
		}
	}
}

// pieced counts the messages that were joined and whose file was read, and the pieces that lack others.
func pieced(c *collected) (joined, lacks int) {
	for _, fam := range c.families {
		for i := range fam {
			it := &fam[i]
			if it.Name == "list.csv" && strings.Contains(it.Text.Data, "Vega") && strings.Contains(it.Text.Data, "Brooks") {
				joined++
			}
			for _, x := range it.Exceptions {
				if x.Reason == Missing {
					lacks++
				}
			}
		}
	}
	return joined, lacks
}

// TestPieceCopies: a copy of a piece is no news, a piece of the same number with
// other words lacks its message, and the order of reading tells nothing.
func TestPieceCopies(t *testing.T) {
	bodies := []string{"Subject: the list\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\nFirst,Last\n", "Marisol,Vega\n", "Calvin,Brooks\n"}
	dir := t.TempDir()
	for n, body := range bodies {
		writeFile(t, dir, fmt.Sprintf("%d.eml", n+1), []byte(piece(n+1, "x", body)))
		writeFile(t, dir, fmt.Sprintf("%d.eml", n+4), []byte("Received: by copy\n"+piece(n+1, "x", body)))
	}
	writeFile(t, dir, "7.eml", []byte(piece(2, "x", "Derek,Haynes\n")))
	for range 2 {
		s := New(Config{})
		for _, tt := range []struct {
			name          string
			joined, lacks int
		}{{"7.eml", 0, 1}, {"6.eml", 0, 0}, {"4.eml", 0, 0}, {"2.eml", 0, 0}, {"1.eml", 1, 0}, {"3.eml", 0, 0}, {"5.eml", 0, 0}} {
			if n, lacks := pieced(readFile(t, s, dir+"/"+tt.name)); n != tt.joined || lacks != tt.lacks {
				t.Errorf("%s: %d joined, %d lack others", tt.name, n, lacks)
			}
		}
	}
}

// TestManyPieces: the folder is gone through once, whatever number of pieces lies in it.
func TestManyPieces(t *testing.T) {
	dir := t.TempDir()
	const n = 200
	for i := range n {
		writeFile(t, dir, fmt.Sprintf("%d.eml", i), []byte(piece(1, fmt.Sprint(i), "x\n")))
	}
	s := New(Config{})
	opened := 0
	for i := range n {
		r := s.reader(t.Context(), 1, func(int64) {})
		st := &stored{name: fmt.Sprintf("%s/%d.eml", dir, i)}
		r.pieces = r.beside(st)
		all := r.pieces.all
		r.pieces.all = func(yield func(piecePlace, []byte) bool) { opened++; all(yield) }
		fam := r.message([]byte(piece(1, fmt.Sprint(i), "x\n")), "")
		if len(fam[0].Exceptions) != 1 {
			t.Errorf("%d: %s", i, outline(fam))
		}
	}
	if opened != 1 {
		t.Errorf("the folder was gone through %d times", opened)
	}
}
