import classes from './method-tag.module.css'

/** An HTTP method in its colour. */
export function MethodTag({ method }: { method: string }) {
  return <span className={`${classes.method} ${classes[method.toLowerCase()] ?? ''}`}>{method}</span>
}
