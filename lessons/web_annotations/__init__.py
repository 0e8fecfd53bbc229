"""The evidence of a lesson as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for programs to read."""
