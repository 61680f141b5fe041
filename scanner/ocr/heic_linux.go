package ocr

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// memoryFiles tells that a file can lie in memory alone.
const memoryFiles = true

// heicImages returns the images of a HEIC file as PNG files. The program that
// decodes them wants names of files: these are links to files in memory, in a
// folder where it can make no others.
func heicImages(ctx context.Context, picture []byte) ([][]byte, error) {
	in, err := memoryFile(picture)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	dir, err := os.MkdirTemp("", "exposed-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	defer func() { _ = os.Chmod(dir, 0o700) }() // so that it can be removed
	files := []*os.File{in}
	link := func(name string) error {
		f, err := memoryFile(nil)
		if err != nil {
			return err
		}
		files = append(files, f)
		return os.Symlink(fmt.Sprintf("/proc/self/fd/%d", 1+1+len(files)), filepath.Join(dir, name))
	}
	err = link("out.png")
	for n := 1; err == nil && n <= maxImages+1; n++ {
		err = link(fmt.Sprintf("out-%d.png", n))
	}
	defer func() {
		for _, f := range files[1:] {
			f.Close()
		}
	}()
	if err == nil {
		err = os.Chmod(dir, 0o500)
	}
	if err == nil {
		err = decodeHEIC(ctx, files, filepath.Join(dir, "out.png"))
	}
	images, rerr := imagesOf(files[1:])
	if err == nil {
		err = rerr
	}
	return images, err
}

// decodeHEIC has the first of files decoded to out, with the files open for the
// program.
func decodeHEIC(ctx context.Context, files []*os.File, out string) error {
	cmd := exec.CommandContext(ctx, heicCommand, "--quiet", "/proc/self/fd/3", out)
	cmd.ExtraFiles = files
	group(cmd)
	cmd.WaitDelay = time.Second
	return cmd.Run()
}

// imagesOf returns what was written to files.
func imagesOf(files []*os.File) (images [][]byte, err error) {
	for _, f := range files {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return images, err
		}
		b, err := io.ReadAll(f)
		if err != nil {
			return images, err
		}
		if len(b) > 0 {
			images = append(images, b)
		}
	}
	if len(images) > maxImages {
		return images[:maxImages], errMany
	}
	return images, nil
}

// memoryFile returns a file in memory that holds b.
func memoryFile(b []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate("exposed", 0)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), "memory")
	if _, err := f.Write(b); err != nil {
		f.Close()
		return nil, err
	}
	_, err = f.Seek(0, io.SeekStart)
	return f, err
}
