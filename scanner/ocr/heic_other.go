//go:build !linux

package ocr

import (
	"context"
	"errors"
)

// memoryFiles tells that a file can lie in memory alone.
const memoryFiles = false

func heicImages(context.Context, []byte) ([][]byte, error) {
	return nil, errors.ErrUnsupported
}
