package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"exposed/scanner/document"
)

// jbig2Command decodes JBIG2 images (ITU-T T.88).
const jbig2Command = "jbig2dec"

// jbig2Deadline is how long decoding a JBIG2 image may take.
const jbig2Deadline = time.Minute

// maxJBIG2 is the memory that decoding a JBIG2 image may need, in bytes.
const maxJBIG2 = 256 << 20

// hasJBIG2 reports whether JBIG2 images can be decoded.
func hasJBIG2() bool {
	_, err := exec.LookPath(jbig2Command)
	return err == nil && runtime.GOOS != "windows" // which has no name for the standard input
}

// JBIG2 returns the image of a page of JBIG2 data as it lies in PDF files
// (ISO 32000-1, 7.4.7), which another program decodes from memory to memory.
// With it comes what kept it from being decoded in full.
func JBIG2(ctx context.Context, globals, page []byte) (document.Bitmap, *document.Problem) {
	refuse := func(reason, detail string) (document.Bitmap, *document.Problem) {
		return document.Bitmap{}, &document.Problem{Reason: reason, Detail: detail}
	}
	if !hasJBIG2() {
		return refuse("needs-ocr", "it is coded as JBIG2: install the Debian package jbig2dec, and scan again")
	}
	data, whole, err := bilevelPage(globals, page)
	if errors.Is(err, errLarge) {
		return refuse("too-large", err.Error())
	}
	if err != nil {
		return refuse("corrupt", "its JBIG2 data is damaged: "+err.Error())
	}
	ctx, stop := context.WithTimeout(ctx, jbig2Deadline)
	defer stop()
	file, complaint, err := decodeJBIG2(ctx, data)
	if ctx.Err() != nil {
		return refuse("timed-out", "its JBIG2 data was not decoded in time; this may differ from run to run")
	}
	img, ok := bitmap(file)
	switch {
	case bytes.Contains(complaint, []byte("alloc")) || bytes.Contains(complaint, []byte("memory")):
		return img, &document.Problem{Reason: "too-large", Detail: fmt.Sprintf("its JBIG2 data takes more than %d MB to decode", maxJBIG2>>20)}
	case !ok:
		return refuse("corrupt", "its JBIG2 data does not decode")
	case !whole || err != nil || len(complaint) > 0:
		return img, &document.Problem{Reason: "corrupt", Detail: "its JBIG2 data is damaged; what was decoded is kept"}
	}
	return img, nil
}

// decodeJBIG2 returns the page that data has as a PBM file, and what the program
// that decodes it complains of.
func decodeJBIG2(ctx context.Context, data []byte) (file, complaint []byte, err error) {
	const header, most = 64, 4096
	cmd := exec.CommandContext(ctx, jbig2Command, "-e", "-M", strconv.Itoa(maxJBIG2), "-t", "pbm", "-o", "-", "/dev/stdin")
	cmd.Stdin = bytes.NewReader(data)
	out, said := &bounded{most: maxPixels + header}, &bounded{most: most}
	cmd.Stdout, cmd.Stderr = out, said
	group(cmd)
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	return out.b, said.b, err
}

// bitmap returns the image of a raw PBM file.
func bitmap(file []byte) (document.Bitmap, bool) {
	var img document.Bitmap
	head, pix, ok := bytes.Cut(file, []byte("\n"))
	size, pix, more := bytes.Cut(pix, []byte("\n"))
	if !ok || !more || string(head) != "P4" {
		return img, false
	}
	w, h, _ := bytes.Cut(size, []byte(" "))
	img.Width, _ = strconv.Atoi(string(w))
	img.Height, _ = strconv.Atoi(string(h))
	if img.Width < 1 || img.Height < 1 || img.Height > maxPixels/img.Width {
		return document.Bitmap{}, false
	}
	n := (img.Width + 7) / 8 * img.Height
	if len(pix) < n {
		return document.Bitmap{}, false
	}
	img.Bits = pix[:n]
	return img, true
}
