package pst

import "sync"

// A cache keeps up to twice limit bytes of pages and blocks by their offset.
// What has not been asked for while limit bytes were added is dropped.
type cache struct {
	mu    sync.Mutex
	limit int
	size  int // bytes in young
	young map[int64]*cached
	old   map[int64]*cached
}

// A cached is a page or block with what is wrong with it.
type cached struct {
	data     []byte
	problems []*Error
}

func (c *cache) get(offset int64) *cached {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.young[offset]; e != nil {
		return e
	}
	e := c.old[offset]
	if e != nil {
		c.put(offset, e)
	}
	return e
}

func (c *cache) add(offset int64, e *cached) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(offset, e)
}

func (c *cache) put(offset int64, e *cached) {
	if c.young == nil || c.size > c.limit {
		c.old, c.young, c.size = c.young, map[int64]*cached{}, 0
	}
	if c.young[offset] == nil {
		c.size += len(e.data)
	}
	c.young[offset] = e
}
