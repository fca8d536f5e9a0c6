# The slope of a product where factors may be 0.
param v: real[3] = 1

loss prod(v) + sum(v.^2)
