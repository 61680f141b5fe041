package main

// newEngine returns the engine for the languages; nil if none is installed.
func newEngine(languages string) (engine, error) { return nil, nil }
