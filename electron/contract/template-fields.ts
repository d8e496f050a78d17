/** How a template is read, for the screen that edits it: the same rule as when it is filled. */
export { readTemplate, type TemplateField, type TemplatePart, templateFields } from '../domain/message-template.ts'
