package intake

import (
	"context"

	"mitte/geo/fault"
)

func (r *run) openOGR(_ context.Context, _ string) (*featureFile, error) {
	return nil, fault.New(fault.Unsupported, "import_format", "not yet")
}
