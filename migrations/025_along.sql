-- Why: what stands along a street is asked by the street's chain and by house numbers (geo/place). The indexes of similar words,
-- which the search has, answer for equal ones too slowly in a region.

CREATE INDEX street_segment_chain_idx ON street_segment (lower(street_name), chain_no, seq);
CREATE INDEX address_house_idx ON address (lower(street_name), house_number);

---- create above / drop below ----

DROP INDEX address_house_idx;
DROP INDEX street_segment_chain_idx;
