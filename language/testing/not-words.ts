// Texts in the sources that look like words for users and are none, each kind with its reason, by the files that they stand in.

export interface Exception {
  readonly why: string
  readonly files: RegExp
  readonly texts: RegExp
}

const anywhere = /./
const anything = /[^]*/

export const notWords: readonly Exception[] = [
  { why: 'attributes and inputs of ONNX operators', files: /^main\/onnx\/importing\/(known-attributes|input-signatures)\.ts$/, texts: anything },
  { why: 'programs in Python, with their own comments', files: /^common\/code\/(code|program|weight-factor)\.ts$/, texts: anything },
  { why: 'policies and media types of HTTP', files: /^main\/app\/(page-files|page-protocol|print-page|printed-fonts|margin-lines)\.ts$/, texts: /^(default|script|style|img|font|connect|object|frame|base|form)-\w+ |; charset=|^frame-ancestors |^Not found$|^@font-face |^\(async \(\) => |^Noto Sans SC$/ },
  { why: 'programs for the page and a shell', files: /^main\/app\/(window|borrowed-folder)\.ts$/, texts: /^(new Promise|while kill )/ },
  { why: 'titles within sources of figures', files: /^(common\/(inspection|experiments)|main\/data\/known)\//, texts: /arXiv:|https?:\/\/|^Datawhale|^Erhan, Bengio|doi:/ },
  { why: 'entries of the published results, by which they are found', files: /^common\/published\/published\.ts$/, texts: anything },
  { why: 'names of processors and their processes', files: /^common\/roofline\/known-devices\.ts$/, texts: anything },
  { why: 'names of networks in settings and stored sweeps', files: /^common\/experiments\/definitions\//, texts: /^(AlexNet (with|without) [a-z ]+|your design|best design found)$/ },
  { why: 'families, whose words stand in a table of their own, and names in programs', files: /^(contract\/models\/zoo|common\/layers\/layer-catalogue)\.ts$/, texts: anything },
  { why: 'names by which a query asks for figures', files: /^contract\/runs\/run-figures\.ts$/, texts: /^[a-z ]+$/ },
  { why: 'keys of calibrations, ways and caches', files: /^(contract\/training\/settings|main\/engine\/(plan|autodiff|program|inspection))\//, texts: /^(nearing one|clipped by value|\{\} at once|\{\} plan|\{\}, \{\} at once|(mixup|CutMix) \{\})$|gradient|^answers by|^units of|^\{\} (images|kernels)|^slice of|^\{\}:\{\} by|^\{\} by \{\}|threads, ONNX Runtime|^unknown processor$|^conv and |^batch-norm |^lrn |^in turns$|^step \{\}$/ },
  { why: 'names of devices in stored runs and keys, the same in every language', files: /^(contract\/devices\/device-title|main\/lab\/devices\/(place|webgpu))\.ts$/, texts: /^(CPU, \{\} \{\}|\{\}, a GPU in software|\{\} through (WebGPU|CUDA)|NVIDIA GPU|unknown processor|\{\} GPU)$/ },
  { why: 'states that programs compare', files: anywhere, texts: /^(too few|perhaps last layer|last layer|(value|key|comma) or end|end of probe)$/ },
  { why: 'nouns of language/counted.ts', files: anywhere, texts: /^((training|validation|test) image|principal component|corrected label|other)$/ },
  { why: 'lines of the log', files: /^main\/(app|engine)\//, texts: /^(first start|recent files) not remembered$|^(epoch ended|checkpoint written)$/ },
  { why: 'heads of CSV files, the same in every language', files: /^main\/cli\//, texts: /^(active share|exciting image \{\}|component \{\}|value \{\}|\{\} probability)$/ },
  { why: 'commands, flags and their examples', files: /^main\/cli\//, texts: /^(models restore|--\w+ \{\}|node \{\}|\{"name": )|\n *cnn-lab |^\n\{\}\n\n?\{\}$/ },
  { why: 'the name of the program', files: anywhere, texts: /^(CNN Lab( \{\}| engine \{\}|\.exe)?|\{\} % · \{\} – CNN Lab|\{\}: CNN Lab \{\}\{\}|Application Support)$/ },
  { why: 'names by themselves', files: anywhere, texts: /^(Markdown|Sobol|Mixup|Safetensors|Imagenette)$/ },
  { why: 'names of formats, licences, kernels and frameworks', files: anywhere, texts: /^(JPEG (XL|2000)|Radiance HDR|CC BY-SA [\d.]+|MIT, © .*|MXNet Gluon|RBF \(\p{L}+\)|EMNIST \{\}|HOG \{\}, \{\}|(Fourier|Nyström) \{\}|@napi-rs\/image \{\}|Mac OS|Ankle boot|\w{1,3} \p{Script=Hiragana})$/u },
  { why: 'units', files: anywhere, texts: /^\{\} (mm²|ms|µs)$/ },
  { why: 'names of fonts', files: /^common\/charts\/chinese-fonts\.ts$/, texts: anything },
  { why: 'style sheets, fonts and selectors', files: /^renderer\//, texts: /^(color-mix|linear-gradient|minmax)\(|^'Inter Variable'|^Noto Sans SC|\{\}px \{\}$|\[role=|^td button|^\{\}, button|^, high contrast$/ },
  { why: 'keys of networks, rows and points', files: /^renderer\/areas\/(models|sweeps|runs)\//, texts: /^(own|zoo|input|row|point) \{\}$|^epochs done > 0 \{\}$/ },
  { why: 'a path of the engine, for developers', files: /^main\/(analysis\/layer-costs|engine\/parity\/reference)\.ts$/, texts: anything },
  { why: 'SQL', files: /^main\/lab\/store\//, texts: /\b(SELECT|AND|AS|NULL|CASE|CREATE|ALTER|ORDER BY|CAST)\b|= \?/ },
  { why: 'programs in Python and shell, and what other programs say', files: /^main\/lab\/(benchmark|cluster|devices)\//, texts: /^(import resource|#!\/bin\/sh|None assigned|Microsoft Basic|\{\}ONNXRUNTIME|NVIDIA (\{\}|GPU)|CUDA 12$|libvulkan|No supported adapters)/ },
  { why: 'classes and elements of drawings and pages, and versions', files: /^main\/lab\/reports\//, texts: /^(line|label|hollow|mark|listing) (s|f|short|\{)|^Inter, '|<style>|^default-src |^; font-src |^Python 3$|^CNN Lab \{\}, |^Node\.js \{\}$|^cnn-lab |^ --on slurm$|^trainable parameter$/ },
  { why: 'the schema of reports as data, which is English as its keys are', files: /^main\/lab\/reports\/writers\/json-writer\.ts$/, texts: anything },
  { why: 'lines of the log', files: /^main\/lab\/engine-process\//, texts: /^(ended by the lab|by itself)$/ },
  { why: 'what is written into ONNX files, the same bytes in every language', files: /^main\/networks\/export\/input-words\.ts$/, texts: anything },
]
