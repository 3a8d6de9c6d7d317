// Package picture takes in the pictures that people send and keeps what is shown of them.
//
// What comes in is believed in nothing: its kind is read from its first bytes, its size in pixels from its header before anything
// is unpacked, and what is kept is drawn anew. So a picture has no place, day, camera or comment left in it, stands upright, and
// is a JPEG on white in three widths, in sRGB whatever colours its profile spoke of. The file that was sent is not kept.
//
//	p, err := store.Read(ctx, data)           // checked, upright, in three widths
//	err = store.Keep(p, func() error { … })   // the files first, then the row that names p.Content
//
// A store is a directory of this machine. Its files are named by what is in them, so a name always means the same bytes. What they
// belong to, who may see them and until when is the business of geo/vacancy; there is no database here.
package picture
