/** JSON that a template is made of. CloudFormation's functions are objects with one member, such as `{"Ref": "Name"}`. */
export type TemplateValue = string | number | boolean | readonly TemplateValue[] | TemplateObject;

export interface TemplateObject {
  readonly [member: string]: TemplateValue;
}

export interface TemplateResource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly Properties: TemplateObject;
}
