package intake

import "context"

// read fills staging from the file.
func (r *run) read(ctx context.Context) error {
	var err error
	switch r.options.Kind {
	case OSM:
		err = r.readOSM(ctx)
	case ALKIS:
		err = r.readFeatures(ctx, newCadastreReader(r))
	case Works:
		err = r.readFeatures(ctx, newWorksReader(r))
	case Town:
		err = r.readTown(ctx)
	default:
		err = r.readUnits(ctx)
	}
	if err != nil {
		return err
	}
	return r.flush(ctx)
}
