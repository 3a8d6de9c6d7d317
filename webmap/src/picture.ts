export interface UnitPicture {
  id: string;
  kind: 'photo' | 'floor_plan';
  alt_text_de: string;
  alt_text_en: string | null;
  creator: string;
  licence: string;
  width: number;
  height: number;
}
