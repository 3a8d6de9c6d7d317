package demo

func placeTables() []table {
	return []table{
		{
			"parcel", ofParcel,
			[]string{
				"id", "flurstueckskennzeichen", "gemarkung_name", "official_area_m2", "geom", "location_text", "land_use",
				"land_use_detail", "municipality_key", "source", "made_up",
			},
			func(t *Town) int { return len(t.Parcels) },
			func(t *Town, i int, at *offsets) []any {
				p := &t.Parcels[i]
				return []any{
					at[ofParcel] + p.ID, p.Key, p.Gemarkung, p.OfficialAreaM2, p.Geom, null(p.Location), p.LandUse, p.Detail,
					dorstenKey, source, true,
				}
			},
		},
		{
			"building", ofBuilding,
			[]string{
				"id", "source_ref", "name", "function_code", "storeys", "year_built", "listed", "house_number", "geom", "source", "made_up",
			},
			func(t *Town) int { return len(t.Buildings) },
			func(t *Town, i int, at *offsets) []any {
				b := &t.Buildings[i]
				return []any{
					at[ofBuilding] + b.ID, b.Ref, null(b.Name), null(b.Function), null(b.Storeys), null(b.Year), b.Listed,
					null(b.HouseNumber), b.Geom, source, true,
				}
			},
		},
		{
			"address", ofAddress,
			[]string{"id", "street_name", "street_key", "house_number", "suffix", "postcode", "city", "geom"},
			func(t *Town) int { return len(t.Addresses) },
			func(t *Town, i int, at *offsets) []any {
				a := &t.Addresses[i]
				return []any{at[ofAddress] + a.ID, a.Street, a.StreetKey, a.Number, a.Suffix, a.Postcode, a.City, a.Geom}
			},
		},
		{
			"street_segment", ofSegment,
			[]string{
				"id", "source_ref", "street_name", "street_key", "kind", "chain_no", "seq", "from_node", "to_node", "from_label",
				"to_label", "start_m", "pedestrian_zone", "location_class", "width_m", "geom", "source", "made_up",
			},
			func(t *Town) int { return len(t.Segments) },
			func(t *Town, i int, at *offsets) []any {
				s := &t.Segments[i]
				node := int64(t.Number) * nodesPerTown
				return []any{
					at[ofSegment] + s.ID, s.Ref, s.Street, s.StreetKey, s.Kind, s.ChainNo, s.Seq, node + s.FromNode, node + s.ToNode,
					null(s.FromLabel), null(s.ToLabel), s.StartM, s.PedestrianZone, s.LocationClass, s.WidthM, s.Geom, source, true,
				}
			},
		},
		unitTable(),
		{
			"unit_parcel", noIdentity,
			[]string{"unit_id", "parcel_id", "primary"},
			func(t *Town) int { return len(t.UnitParcels) },
			func(t *Town, i int, at *offsets) []any {
				u := &t.UnitParcels[i]
				return []any{at[ofUnit] + u.UnitID, at[ofParcel] + u.ParcelID, u.Primary}
			},
		},
		{
			"frontage", ofFrontage,
			[]string{"id", "unit_id", "geom", "segment_id", "side", "from_m", "to_m", "offset_m", "primary"},
			func(t *Town) int { return len(t.Frontages) },
			func(t *Town, i int, at *offsets) []any {
				f := &t.Frontages[i]
				row := []any{at[ofFrontage] + f.ID, at[ofUnit] + f.UnitID, f.Geom, nil, nil, nil, nil, nil, f.Primary}
				if f.SegmentID != 0 {
					copy(row[3:], []any{at[ofSegment] + f.SegmentID, f.Side, f.FromM, f.ToM, f.OffsetM})
				}
				return row
			},
		},
		{
			"entrance", ofEntrance,
			[]string{"id", "unit_id", "geom", "step_free", "clear_width_m"},
			func(t *Town) int { return len(t.Entrances) },
			func(t *Town, i int, at *offsets) []any {
				e := &t.Entrances[i]
				return []any{at[ofEntrance] + e.ID, at[ofUnit] + e.UnitID, e.Geom, e.StepFree, e.WidthM}
			},
		},
		{
			"area", ofArea,
			[]string{"id", "kind", "name", "geom", "valid", "made_up"},
			func(t *Town) int { return len(t.Areas) },
			func(t *Town, i int, at *offsets) []any {
				a := &t.Areas[i]
				return []any{at[ofArea] + a.ID, a.Kind, a.Name, a.Geom, a.Valid, true}
			},
		},
	}
}

// nodesPerTown keeps the crossings of the towns of a region apart.
const nodesPerTown = 1000

func unitTable() table {
	return table{
		"unit", ofUnit,
		[]string{
			"id", "public_ref", "source_ref", "building_id", "address_id", "floor", "position", "geom", "sales_area_m2",
			"retail_area_m2", "storage_area_m2", "gastro_area_m2", "total_area_m2", "area_source", "divisible_from_m2",
			"ceiling_height_m", "step_free", "power_kw", "condition", "year_built", "energy_certificate", "use_type", "last_use",
			"wz_code", "wz_version", "location_class", "marketable", "not_marketable_reason", "public_basis", "last_surveyed_at",
			"survey_source", "source", "made_up",
		},
		func(t *Town) int { return len(t.Units) },
		func(t *Town, i int, at *offsets) []any {
			u := &t.Units[i]
			return []any{
				at[ofUnit] + u.ID, u.Ref, u.Ref, at[ofBuilding] + u.BuildingID, at[ofAddress] + u.AddressID, u.Floor, null(u.Position), u.Geom,
				u.SalesM2, u.RetailM2, u.StorageM2, null(u.GastroM2), u.TotalM2, u.AreaSource, null(u.DivisibleM2),
				u.CeilingM, u.StepFree, u.PowerKW, u.Condition, null(u.Year), null(u.Certificate), u.Use, u.LastUse,
				u.WZ, 2008, u.LocationClass, u.NotMarketable == "", null(u.NotMarketable), "demo", u.SurveyedAt,
				u.SurveySource, source, true,
			}
		},
	}
}
