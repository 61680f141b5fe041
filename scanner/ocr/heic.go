package ocr

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"iter"
	"os/exec"
	"time"

	"exposed/scanner/document"
)

// heicCommand decodes HEIC pictures (ISO/IEC 23008-12); libheif has it.
const heicCommand = "heif-convert"

// maxImages is the number of images that are read of a HEIC file.
const maxImages = 16

// heicDeadline is how long decoding a HEIC file may take.
const heicDeadline = time.Minute

// errMany tells that a file has more images than are read.
var errMany = errors.New("more images than are read")

// hasHEIC reports whether HEIC pictures can be decoded.
func hasHEIC() bool {
	_, err := exec.LookPath(heicCommand)
	return err == nil && memoryFiles
}

// heicPages returns the images of a HEIC picture, which another program decodes.
func heicPages(ctx context.Context, picture []byte) iter.Seq2[page, *document.Problem] {
	refuse := func(reason, detail string) iter.Seq2[page, *document.Problem] {
		return onePage(page{n: 1}, &document.Problem{Reason: reason, Detail: detail})
	}
	if !hasHEIC() {
		return refuse("needs-ocr", "a HEIC picture is not decoded: install the Debian package libheif-examples, and scan again")
	}
	if w, h := heicSize(picture); tooLarge(1, w, h) != nil {
		return onePage(page{n: 1}, tooLarge(1, w, h))
	}
	ctx, stop := context.WithTimeout(ctx, heicDeadline)
	defer stop()
	images, err := heicImages(ctx, picture)
	if err != nil && len(images) == 0 {
		if ctx.Err() != nil {
			return refuse("timed-out", "the HEIC picture was not decoded in time; this may differ from run to run")
		}
		return refuse("corrupt", "the HEIC picture does not decode")
	}
	return func(yield func(page, *document.Problem) bool) {
		for i, img := range images {
			p, problem := codecs["png"].page(img)
			p.n = i + 1
			if !yield(p, problem) {
				return
			}
		}
		if errors.Is(err, errMany) {
			yield(page{n: len(images)}, &document.Problem{Reason: "too-many", Detail: "the HEIC file has more images than are read"})
		}
	}
}

// heicSize returns the largest width and height that an item of the file declares
// (ISO/IEC 23008-12, 6.5.3).
func heicSize(picture []byte) (width, height int) {
	for rest := picture; ; {
		i := bytes.Index(rest, []byte("ispe"))
		if i < 0 || len(rest) < i+16 {
			return width, height
		}
		box := rest[i+8:]
		width = max(width, int(binary.BigEndian.Uint32(box)))
		height = max(height, int(binary.BigEndian.Uint32(box[4:])))
		rest = rest[i+4:]
	}
}
