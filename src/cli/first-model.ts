/** What `fluxion init` writes: a line with noise of a normal distribution, eight points, scripts. */
export const firstModel = `# A straight line with normal noise.
data  x: real, y: real
param m: real, b: real
param sigma: positive

y ~ normal(m*x + b, sigma)

output line = m*x + b
`;

export const firstData = `x,y
0,1.86
1,1.31
2,0.62
3,0.33
4,0.09
5,-0.67
6,-1.23
7,-1.37
`;

export const scripts = {
  build: 'fluxion build line.fx --out generated',
  check: 'fluxion check line.fx --data line.csv',
  derive: 'fluxion derive line.fx',
  fit: 'fluxion fit line.fx line.csv',
};
