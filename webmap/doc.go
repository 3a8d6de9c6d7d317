// Package webmap carries the built browser part: the committed folder dist, embedded, with its compressed variants,
// content types and entity tags. It knows nothing of HTTP servers; package api asks for an asset and sends it:
//
//	asset, ok := webmap.Lookup("/assets/index-x1.js")
//	body, encoding, etag := asset.Body(acceptEncoding)
//
// Build tags: nowebmap leaves the pages out of the binary, dev reads webmap/dist from disk on every request.
package webmap
