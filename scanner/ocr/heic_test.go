package ocr

import (
	"context"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// heicOf returns a HEIC file of a picture, made by libheif.
func heicOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	if _, err := exec.LookPath("heif-enc"); err != nil || !hasHEIC() {
		if os.Getenv("CI") != "" {
			t.Fatal("heif-enc and heif-convert are needed: ", err)
		}
		t.Skip("heif-enc and heif-convert are needed: ", err)
	}
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Rect, img, image.Point{}, draw.Src)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in.png"), pngOf(rgba), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("heif-enc", "-o", "out.heic", "in.png")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "out.heic"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestHEIC reads HEIC files, whole, cut and with a size that lies, and leaves
// nothing on disk.
func TestHEIC(t *testing.T) {
	e := real(t)
	whole := heicOf(t, letterhead())
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	text, problems := e.Read(context.Background(), whole)
	if len(problems) > 0 || !strings.Contains(text, "303-555-0142") {
		t.Errorf("got %q, %v", text, problems)
	}
	for name, tt := range map[string]struct{ data, want string }{
		"cut":  {string(whole[:len(whole)/2]), "corrupt"},
		"huge": {strings.ReplaceAll(string(whole), "ispe\x00\x00\x00\x00\x00", "ispe\x00\x00\x00\x00\x7f"), "too-large"},
	} {
		_, problems := e.Read(context.Background(), []byte(tt.data))
		if len(problems) != 1 || problems[0].Reason != tt.want {
			t.Errorf("%s: %v, want %s", name, problems, tt.want)
		}
	}
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("left on disk: %v, %v", left, err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, problems := e.Read(context.Background(), whole); len(problems) != 1 || problems[0].Reason != "needs-ocr" {
		t.Errorf("without libheif: %v", problems)
	}
}
