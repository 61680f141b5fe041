package ocr

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// real returns an engine with tesseract, for which the pictures of tests are made.
func real(t *testing.T) *Engine {
	t.Helper()
	e, err := New("eng", time.Minute)
	if errors.Is(err, ErrMissing) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// stub puts a script named tesseract before all others and returns an engine with
// it. The script has to answer --version and --list-langs.
func stub(t *testing.T, deadline time.Duration, script string) *Engine {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell for the stub")
	}
	dir := t.TempDir()
	head := "#!/bin/sh\ncase $1 in --version) echo tesseract 5.0-stub; exit;; --list-langs) printf 'List of 2:\\neng\\nosd\\n'; exit;; esac\n"
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(head+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	e, err := New("eng", deadline)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := New("eng", time.Second); !errors.Is(err, ErrMissing) {
		t.Errorf("got %v", err)
	}
}

func TestLanguages(t *testing.T) {
	e := stub(t, time.Minute, "exit 1")
	if want := "tesseract 5.0-stub eng " + prepared; strings.TrimSuffix(strings.TrimSuffix(e.ID(), " "+jbig2Command), " "+heicCommand) != want {
		t.Errorf("id %q, want %q", e.ID(), want)
	}
	for _, langs := range []string{"", "spa", "eng+chi_sim", "eng+"} {
		_, err := New(langs, time.Minute)
		if err == nil || !strings.Contains(err.Error(), "install the Debian package tesseract-ocr-") || strings.Contains(err.Error(), "_sim:") {
			t.Errorf("%q: %v", langs, err)
		}
	}
}

// TestProtocol reads a page of a stub that is slow, breaks, or says too much.
func TestProtocol(t *testing.T) {
	const row = `printf '5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\tcard\n5\t1\t1\t1\t1\t2\t60\t10\t40\t20\t95\t4111\n'`
	for _, tt := range []struct{ name, script, text, reason string }{
		{"words", "cat >/dev/null; " + row, "card 4111\n", ""},
		{"input is not read", row, "card 4111\n", ""},
		{"no words", "cat >/dev/null", "", ""},
		{"status", "exit 3", "", "needs-ocr"},
		{"killed", "kill -9 $$", "", "needs-ocr"},
		{"slow, with a child that holds the pipe", "sleep 600 & sleep 600", "", "timed-out"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := stub(t, 300*time.Millisecond, tt.script)
			text, problems := e.Read(context.Background(), pngOf(letterhead()))
			reason := ""
			if len(problems) > 0 {
				reason = problems[0].Reason
			}
			if text != tt.text || reason != tt.reason {
				t.Errorf("got %q %v, want %q %s", text, problems, tt.text, tt.reason)
			}
		})
	}
}

// TestKilled wants nothing that a page was read with to outlive its deadline.
func TestKilled(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "pid")
	e := stub(t, 300*time.Millisecond, "sleep 600 & echo $! >>"+mark+"; wait")
	_, problems := e.Read(context.Background(), pngOf(letterhead()))
	if len(problems) != 1 || !strings.Contains(problems[0].Detail, "600ms") {
		t.Errorf("problems %v: want one, of the second deadline", problems)
	}
	pids, _ := os.ReadFile(mark)
	fields := strings.Fields(string(pids))
	if len(fields) != 2 {
		t.Fatalf("ran %d times, want 2", len(fields))
	}
	for _, pid := range fields {
		for try := 0; alive(pid); try++ {
			if try == 100 {
				t.Fatalf("process %s is alive", pid)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// alive reports whether a process is there and no zombie.
func alive(pid string) bool {
	b, err := os.ReadFile("/proc/" + pid + "/stat")
	return err == nil && !strings.Contains(string(b), ") Z ")
}

// TestStopped ends with its context.
func TestStopped(t *testing.T) {
	e := stub(t, time.Hour, "sleep 600")
	ctx, stop := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, stop)
	if text, problems := e.Read(ctx, pngOf(letterhead())); text != "" || len(problems) != 1 {
		t.Errorf("got %q %v", text, problems)
	}
}

// TestAsked wants tesseract to get one picture on its standard input, and the
// same for the same picture.
func TestAsked(t *testing.T) {
	dir := t.TempDir()
	e := stub(t, time.Minute, "echo \"$*\" >>"+dir+"/args; cat >>"+dir+"/input")
	for range 2 {
		e.Read(context.Background(), pngOf(letterhead()))
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	line, rest, _ := strings.Cut(string(args), "\n")
	if line != "stdin stdout -l eng --dpi 300 --psm 3 -c tessedit_create_tsv=1" || !strings.HasPrefix(rest, strings.Replace(line, "psm 3", "psm 6", 1)) {
		t.Errorf("asked %q", args)
	}
	input, _ := os.ReadFile(filepath.Join(dir, "input"))
	if half := len(input) / 2; string(input[:half]) != string(input[half:]) || !strings.HasPrefix(string(input), "P5 ") {
		t.Errorf("%d bytes of input differ", len(input))
	}
}

func TestArrange(t *testing.T) {
	for _, tt := range []struct{ name, words, want string }{
		{"prose", "1 1 0,0,50,20 a;1 1 60,0,100,20 b;1 2 0,30,50,50 c", "a b\nc\n"},
		{"a wide gap", "1 1 0,0,50,20 a;1 1 200,0,250,20 b", "a\tb\n"},
		{"blocks", "1 1 0,0,50,20 a;2 2 0,90,50,110 b", "a\n\nb\n"},
		{"a table in two blocks", "1 1 0,0,50,20 Due;1 2 0,30,50,50 Paid;2 3 300,2,350,22 $5;2 4 300,31,350,51 $4", "Due\t$5\nPaid\t$4\n"},
		{"columns of prose", prose(1, 1, 0) + ";" + prose(2, 3, 400), "a b c d\na b c d\n\na b c d\na b c d\n"},
		{"words out of order", "1 1 60,0,100,20 b;1 1 0,0,50,20 a", "a b\n"},
		{"nothing", "", ""},
	} {
		if got := arrange(wordsOf(tt.words)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// prose returns two lines of four words that start at x.
func prose(block, line, x int) string {
	var out []string
	for k := range 2 {
		for i, s := range []string{"a", "b", "c", "d"} {
			out = append(out, fmt.Sprintf("%d %d %d,%d,%d,%d %s", block, line+k, x+60*i, 30*k, x+60*i+50, 30*k+20, s))
		}
	}
	return strings.Join(out, ";")
}

// wordsOf returns words that are written as "block line x0,y0,x1,y1 text".
func wordsOf(s string) []Word {
	var out []Word
	for part := range strings.SplitSeq(s, ";") {
		w := Word{Confidence: 90}
		_, err := fmt.Sscanf(part, "%d %d %d,%d,%d,%d %s", &w.block, &w.line, &w.Box.Min.X, &w.Box.Min.Y, &w.Box.Max.X, &w.Box.Max.Y, &w.Text)
		if err == nil {
			out = append(out, w)
		}
	}
	return out
}

func TestSensible(t *testing.T) {
	words := wordsOf("1 1 0,0,1,1 |;1 1 0,0,1,1 SSN;1 2 0,0,1,1 guess;1 3 0,0,1,1 $;1 4 0,0,1,1 5")
	words[0].Confidence, words[2].Confidence, words[4].Confidence = 40, 20, 31
	if got := arrange(sensible(words)); got != "SSN\n$\n5\n" {
		t.Errorf("got %q", got)
	}
}
