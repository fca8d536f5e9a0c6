data x: real
param v: real[3], r: positive[3]
density bump(d1, d2, d3) = exp(-(d1 - d2)^2/(2*d3^2))/(d3*sqrt(2*pi))
x ~ bump(dot(v, r), sum(r))
